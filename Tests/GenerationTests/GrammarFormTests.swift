import ModelTestSupport
import Synchronization
import Testing
import Vocabulary

@testable import Generation

@Suite("Grammars, told to model servers", .timeLimit(.minutes(1)))
struct GrammarFormTests {
  private static let grammar = Grammar(
    #"""
    root ::= 'or' S (A | "x")? "\"q\" \\"
    A ::= "abc" | "abd" | "ab" | "z\n"
    S ::= [ \t/]+ [^'\]] 'ab1'
    """#)

  @Test("GBNF spells words in any case and says common beginnings once")
  func gbnf() throws {
    let form = try #require(GrammarForm.known["llama"])
    #expect(
      form.text(of: Self.grammar) == #"""
        root ::= [oO][rR] S ( A | "x" ) ? "\"q\" \\"
        A ::= ("ab" ("c" | "d")? | "z\n")
        S ::= [ \t/] + [^'\]] [aA][bB]"1"

        """#)
  }

  @Test("Lark has its own start, and a character's count inside its expression")
  func lark() throws {
    let form = try #require(GrammarForm.known["llguidance"])
    #expect(
      form.text(of: Self.grammar) == #"""
        %llguidance {}
        start: "or"i S ( A | "x" ) ? "\"q\" \\"
        A: "abc" | "abd" | "ab" | "z\n"
        S: /[ \t\/]+/ /[^'\]]/ "ab1"i

        """#)
  }

  @Test("each form that is listed has a field, and each dialect's form is listed")
  func forms() {
    for form in GrammarForm.known.values { #expect(!form.path.isEmpty) }
    for dialect in ModelServerDialect.known {
      if let name = dialect.grammarForm { #expect(GrammarForm.known[name] != nil) }
    }
  }

  @Test("a server that refuses a grammar answers without it, which is said once", arguments: ["llama", nil])
  func refused(_ form: String?) async throws {
    let notices = Mutex<[String]>([])
    let url = try await FaultyServer.shared().behaving("free")
    let endpoint = ModelEndpoint(
      url: url, model: "m", dialect: .plain, grammarForm: form.flatMap { GrammarForm.known[$0] })
    let generator = Generator(.server(endpoint)) { notice in notices.withLock { $0.append(notice) } }
    var prompt = Prompt.completion("Q")
    prompt.grammar = Self.grammar
    for _ in 1...2 {
      let candidate = try await generator.candidates(for: prompt)[0]
      #expect(candidate.text == "SELECT 'é' AS word")
      #expect(candidate.isRuled == false)
      #expect(try await generator.stream(prompt) { _ in }.isRuled == false)
    }
    prompt.grammar = nil
    #expect(try await generator.candidates(for: prompt)[0].isRuled == nil)
    let said = notices.withLock { $0 }
    #expect(said.count == 1)
    #expect(said.first?.contains(form == nil ? "no form" : "grammars are not supported") == true)
  }

  @Test("what a server refuses for another reason stays an error")
  func otherReason() async throws {
    let url = try await FaultyServer.shared().behaving("refuse")
    let endpoint = ModelEndpoint(url: url, model: "m", dialect: .plain, grammarForm: GrammarForm.known["vllm"])
    var prompt = Prompt.completion("Q")
    prompt.grammar = Self.grammar
    await #expect(throws: GenerationError.self) { try await Generator(.server(endpoint)).candidates(for: prompt) }
  }
}
