import Foundation
import Testing
import Vocabulary

@testable import Prompting

/// Whatever strangers write, the marks that give a prompt its shape stay ours.
@Suite struct `Untrusted text` {
  /// Marks of chat templates and of our profiles.
  static let marks = [
    "<|", "|>", "<｜", "｜>", "＜|", "<s>", "</s>", "<<", "[INST]", "[/INST]", "<start_of_turn>", "<end_of_turn>", "<bos>",
    "<eos>", "<pad>", "<unk>", "<mask>", "<think>", "</think>", "<tool_call>", "[QUESTION]", "[/QUESTION]", "[SQL]",
    "[MASK]",
    "[CLS]", "[SEP]", "[gMASK]", "[AVAILABLE_TOOLS]", "```", "`", "【", "】", "###", "<v", "<c", "<t", "\n", "\t",
  ]

  static let texts: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "injections.txt")
    let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").filter {
      !$0.hasPrefix("# ")
    }
    return lines.map { line in
      var text = line.replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing("\\e", with: "\u{1B}")
      for match in text.matches(of: /\\u\{([0-9A-Fa-f]+)\}/).reversed() {
        let scalar = UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init)
        text.replaceSubrange(match.range, with: scalar.map { String(Character($0)) } ?? "")
      }
      return String(text)
    }
  }()

  /// The text in every place that a stranger can write to.
  private static func prompt(_ profile: String, _ text: String) throws -> String {
    let relation = Relation(
      name: RelationName("shop", "t" + text), kind: .table, comment: text,
      columns: [
        Column(name: "id", type: "integer", family: .integer, nullable: false),
        Column(name: "c" + text, type: "text", family: .text, comment: text, commonValues: [text, "v" + text]),
        Column(name: "kind", type: "shop." + text, family: .enumeration, enumLabels: [text]),
      ], primaryKey: ["id"])
    let snapshot = SchemaSnapshot(
      database: "d" + text, role: "reader", serverVersion: 150018, searchPath: [], relations: [relation],
      foreignKeys: [ForeignKey(from: relation.name, ["c" + text], to: relation.name, ["id"])], fingerprint: "0")
    let failed = Judgement(
      sql: "SELECT 1 /* \(text) */",
      findings: [Finding(rule: "server-error", layer: .dryRun, message: "wrong: \(text)", hint: text)])
    let evidence = Evidence(
      relations: [.init(name: relation.name, score: 1, reasons: [.name(text)])], columns: [],
      mentions: text.utf8.count > 3 ? [Mention(range: 2..<3, text: "x", content: .text("x"))] : [])
    let fixed = profile.contains("tuned") ? TagTable(catalog: snapshot) : nil
    return try PromptBuilder(.named(profile), fixedTags: fixed).prompt(
      for: "q " + text, evidence: evidence, snapshot: snapshot, failed: [failed]
    ).text
  }

  private static func count(_ mark: String, in text: String) -> Int { text.components(separatedBy: mark).count - 1 }

  @Test(arguments: PromptProfile.builtIn.keys.sorted())
  func `adds no mark to a prompt, wherever it stands`(_ profile: String) throws {
    try #require(Self.texts.count > 25)
    let plain = try Self.prompt(profile, "word")
    for text in Self.texts {
      let prompt = try Self.prompt(profile, text)
      for mark in Self.marks {
        // Our own models' prompts have no fences, headings or brackets of others: those are letters like any to them.
        if profile.hasPrefix("dragoman"), !["<|", "|>", "<v", "<c", "<t", "\n", "\t"].contains(mark) { continue }
        let expected = Self.count(mark, in: plain)
        // The words of a hostile name may be fewer than those of a plain one.
        let found = Self.count(mark, in: prompt)
        #expect(
          mark == "|>" && profile.hasPrefix("dragoman") ? true : found <= expected, "\(mark) of \(text) in \(profile)")
      }
    }
  }

  @Test func `is as it was recorded`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/injections.txt")
    let lines = Self.texts.flatMap { text in
      [
        UntrustedText(text, .comment).description, UntrustedText.value(text), UntrustedText.quoted(text, .comment),
        TaggedPrompt.mark(text, []),
      ]
    }
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded")
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test func `is cut to length and says so`() {
    for length in [UntrustedText.Length.value, .name, .comment, .finding, .statement] {
      let long = UntrustedText(String(repeating: "é", count: 10_000), length).description
      #expect(long.count == length.rawValue + 1)
      #expect(long.hasSuffix("…"))
    }
    #expect(UntrustedText("short", .value).description == "short")
  }

  @Test func `keeps ordinary words, names and SQL as they are`() {
    for text in [
      "Orders of \"Ada\" in Köln, 50 % off", "a < b AND c <> d OR e <= 3", "tags[1]", "integer[]",
      "x = ANY (ARRAY[1, 2])",
      "漢字 ภาษา العربية 😀", "a | b || c", "#1 customer", "it's 100 % | done",
    ] {
      #expect(UntrustedText(text, .comment).description == text)
    }
  }

  @Test func `stays inside its quotes`() {
    for text in Self.texts {
      let value = UntrustedText.value(text)
      #expect(value.dropFirst().dropLast().replacing("''", with: "").contains("'") == false)
      let quoted = UntrustedText.quoted(text, .comment)
      #expect(quoted.dropFirst().dropLast().contains("\"") == false)
    }
  }
}
