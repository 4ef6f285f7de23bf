import Testing

@testable import SafeExecution

@Suite struct HygieneTests {
  private func rule(_ bytes: [UInt8]) async throws -> String? {
    try await Fixture.validator().judge(bytes: bytes).judgement.findings.first?.rule
  }

  @Test("A NUL byte hides nothing behind it")
  func nulByte() async throws {
    let verdict = try await Fixture.validator().judge("SELECT 1\0; DELETE FROM rating")
    #expect(verdict.judgement.findings.map(\.rule) == ["nul-byte"])
    #expect(verdict.judgement.findings.first?.position == 8)
    #expect(try await rule(Array("SELECT 1\0".utf8)) == "nul-byte")
  }

  @Test("Bytes that are no UTF-8 are refused")
  func invalidUTF8() async throws {
    #expect(try await rule(Array("SELECT '".utf8) + [0xC3, 0x28] + Array("'".utf8)) == "invalid-utf8")
    #expect(try await rule([0xED, 0xA0, 0x80]) == "invalid-utf8")
    #expect(try await rule([0xC0, 0xAF]) == "invalid-utf8")
  }

  @Test("A byte-order mark is refused")
  func byteOrderMark() async throws {
    #expect(try await rule([0xEF, 0xBB, 0xBF] + Array("SELECT 1".utf8)) == "byte-order-mark")
  }

  @Test("A text over the cap is refused without being parsed")
  func tooLong() async throws {
    #expect(try await rule(Array(repeating: UInt8(ascii: " "), count: 70_000)) == "too-long")
    let long = "SELECT '" + String(repeating: "x", count: 66_000) + "'"
    #expect(try await Fixture.validator().judge(long).judgement.findings.map(\.rule) == ["too-long"])
  }

  @Test("Names that only Unicode holds for the same are different names")
  func exactNames() {
    #expect("K" == "\u{212A}")
    #expect(ExactName("K") != ExactName("\u{212A}"))
    #expect(ExactName("é") != ExactName("e\u{301}"))
    #expect(ExactName("a") == ExactName("a"))
  }

  @Test(
    "One fence is opened, its language left out",
    arguments: [
      "```sql\nSELECT 1\n```", "```\nSELECT 1;```", "```sql SELECT 1```", " \n```postgresql\nSELECT 1\n```\n",
    ])
  func fences(_ text: String) async throws {
    #expect(try await Fixture.validator().judge(text).query?.sql == "SELECT 1")
  }
}
