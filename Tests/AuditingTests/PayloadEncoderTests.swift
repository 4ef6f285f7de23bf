import Foundation
import Testing
import Vocabulary

@testable import Auditing

/// What is stored is what Foundation would write.
@Suite struct PayloadEncoderTests {
  private struct Everything: Codable, Hashable {
    var text = "\"quoted\" \\ / \n tab\t é 日本 🐫"
    var small: Int8 = -7
    var large: UInt64 = .max
    var single: Float = 0.1
    var numbers: [Double] = [0, -0.0, 1, 1.5, 1e21, 1e-7, 123_456_789.125]
    var missing: Int?
    var flag = true
    var lists: [[String]] = [[], ["a", "b"]]
    var named: [String: Int] = ["zebra": 1, "Zulu": 2, "ant": 3, "a_b": 4, "aB": 5]
    var empty: [String: String] = [:]
    var inner: [Inner?] = [Inner(), nil]
    struct Inner: Codable, Hashable { var b = 1, a = "x" }
  }

  private func byFoundation(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private func ours(_ value: some Encodable) throws -> String {
    String(decoding: try PayloadEncoder.bytes(value), as: UTF8.self)
  }

  @Test("Every kind of value is written as Foundation writes it")
  func everything() throws {
    #expect(try ours(Everything()) == byFoundation(Everything()))
    #expect(try ours([Double.nan, .infinity, -.infinity]) == #"["nan","inf","-inf"]"#)
    #expect(try ours([1, nil, 3] as [Int?]) == "[1,null,3]")
    #expect(try ours("alone") == "\"alone\"")
  }

  @Test("An intention with all its workings is written as Foundation writes it, and read back as it was")
  func intention() throws {
    let question = AuditFixture.question("Wie viele Kunden in \"Zürich\"?\n")
    let intended = AuditEntry.Intended(
      sql: "select 'a/b\\c'", plan: PlanEstimate(cost: 12.5, rows: 3), confidence: 0.1 + 0.2,
      workings: AuditFixture.workings(question, sql: "select 1"))
    #expect(try ours(intended) == byFoundation(intended))
    let json = try PayloadCoding.encode(.intended(intended))
    #expect(PayloadCoding.decode(.intended, json) == .intended(intended))
  }

  @Test("Characters that end a line of JavaScript, and controls, mean the same when they are read again")
  func controls() throws {
    let text = "\u{0}\u{1}\u{8}\u{c}\u{1f}\u{7f}\u{2027}\u{2028}\u{2029}\u{202a}â€\u{e2}"
    #expect(try JSONDecoder().decode([String].self, from: Data(try ours([text]).utf8)) == [text])
    #expect(try JSONDecoder().decode([String].self, from: Data("[\(JSONText.quoted(text))]".utf8)) == [text])
  }
}
