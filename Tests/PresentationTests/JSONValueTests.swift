import Foundation
import Testing
import Vocabulary

/// JSON is read as RFC 8259 has it, and nothing else is taken for it.
@Suite struct JSONValueTests {
  @Test(
    "What is JSON is read",
    arguments: [
      ("null", JSONValue.null), (" true\n", .flag(true)), ("[]", .list([])), ("{ }", .object([:])),
      ("-0", .number(-0.0)),
      ("0.5e+3", .number(500)), ("123456789012345678", .number(123_456_789_012_345_678)), ("-17", .number(-17)),
      (#""\u00e9\ud83d\udc2b\n\/""#, .text("é🐫\n/")),
      (#"{"a":[1,{"b":null}],"a":2}"#, .object(["a": .list([1, .object(["b": .null])])])),
      ("\"\u{2028}\u{7f}\"", .text("\u{2028}\u{7f}")), (#""\u0000""#, .text("\u{0}")),
    ])
  func good(_ text: String, _ value: JSONValue) throws {
    #expect(JSONValue(text.utf8) == value)
    #expect(JSONValue(value.bytes) == value)
  }

  @Test(
    "What is none is not read",
    arguments: [
      "", " ", "nul", "tru e", "01", "-", "1.", ".5", "1e", "+1", "0x10", "NaN", "1e999", "[1,]", "[1 2]", "{\"a\"}",
      "{\"a\":}",
      "{a:1}", "{\"a\":1,}", "\"", "\"a", "\"\t\"", #""\x""#, #""\u12g4""#, #""\ud83d""#, #""\ud83dx""#, #""\udc2b""#,
      "[1]2", "'a'",
      "//\n1", "\u{feff}1", "[", "{", "\"\\",
    ])
  func bad(_ text: String) { #expect(JSONValue(text.utf8) == nil) }

  @Test("Bytes that are no UTF-8 are not read, nor what is nested without end")
  func bounds() {
    #expect(JSONValue([0x22, 0xC3, 0x28, 0x22]) == nil)
    #expect(JSONValue([0x22, 0xED, 0xA0, 0x80, 0x22]) == nil)
    let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(JSONValue(deep(512).utf8) != nil)
    #expect(JSONValue(deep(513).utf8) == nil)
    #expect(JSONValue(String(repeating: "{\"a\":", count: 100_000).utf8) == nil)
  }

  @Test("Any beginning of a text is no JSON, and any changed byte gives JSON or none, as Foundation sees it too")
  func damaged() throws {
    let whole = Array(#"{"question":"Wie viele \"Kunden\"?","n":[1.5,-2,true,null],"o":{"é":"\u00e9"}}"#.utf8)
    for count in 0..<whole.count { #expect(JSONValue(whole.prefix(count)) == nil) }
    for place in whole.indices {
      for byte in [UInt8(0), 9, 0x20, 0x22, 0x2C, 0x30, 0x5C, 0x5D, 0x7D, 0xFF] {
        var changed = whole
        changed[place] = byte
        let known = (try? JSONSerialization.jsonObject(with: Data(changed), options: .fragmentsAllowed)) != nil
        #expect((JSONValue(changed) != nil) == known, "\(String(decoding: changed, as: UTF8.self))")
      }
    }
  }
}
