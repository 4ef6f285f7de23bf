import GrammarReading
import Prompting
import Tagging
import Testing
import Vocabulary

@Suite struct `Grammars` {
  private static let functions = ["count", "lower"]

  private func grammar(_ profile: String, memory: PromptMemory? = nil) throws -> Grammar? {
    let builder = try PromptBuilder(
      .named(profile), fixedTags: profile.contains("tuned") ? TagTable(catalog: Prompts.snapshot) : nil)
    return try builder.grammar(
      for: try Prompts.prompt(profile), snapshot: Prompts.snapshot, functions: Self.functions, memory: memory)
  }

  @Test(arguments: PromptProfile.builtIn.keys.sorted()) func `can be read and hold the profile's refusal`(
    _ profile: String
  ) throws {
    guard let grammar = try grammar(profile) else {
      // It thinks before it answers.
      #expect(profile == "omnisql-1")
      return
    }
    let reader = try GrammarReader(grammar)
    switch profile {
    case "dragoman-general-2", "dragoman-tuned-2": #expect(reader.allows(" refuse"))
    case "generic-chat-1", "generic-chat-2":
      #expect(reader.allows("REFUSE"))
      #expect(reader.allows("```sql\nSELECT count(*) FROM shop.\"Order\"\n```"))
    default: #expect(reader.allows("SELECT count(*)\nFROM shop.\"Order\""))
    }
  }

  @Test func `are made once for the same relations`() throws {
    let memory = PromptMemory()
    let first = try grammar("generic-chat-1", memory: memory)
    #expect(try grammar("generic-chat-1", memory: memory) == first)
    #expect(try grammar("generic-chat-1") == first)
  }

  @Test(arguments: [
    " select count(*) from<t0>", " select<c3>,<c1>, sum(<c2>) where<c4> in<v1> group by<c0>",
    " select<c1> where<c3> not in (select<c1>)", " select<c1> where<c2> > b:<c2> order by<c2> desc limit 5 per<c1>",
    " select max(n) from (select count(*) as n from<t0> group by<c2>) as x",
    " select count(*) filter ( where<c1> =<v0>) union all select cast(<c2> as numeric)",
    " select<c1> where<c0> ->> 'sun' is not null and<c1> like 'it''s'",
  ]) func `of tagged SQL allow the canonical spelling`(_ written: String) throws {
    let text = TaggedSQL.canonical(try #require(TaggedSQL.tokens(written)))
    for profile in ["dragoman-tuned-2", "dragoman-general-2"] {
      #expect(try GrammarReader(#require(try grammar(profile))).allows(text), "\(text)")
    }
  }

  @Test(arguments: [
    " select<c5>", " select count(*) from<t2>", " select<c1> where<c0> =<v2>", " select pg_sleep(1)", " select",
    " select<c1> from (select<c1>", " delete from<t0>", "select<c1>", " select<c1> where customer = 1",
  ]) func `of tagged SQL hold no tag or word that the prompt lacks`(_ text: String) throws {
    #expect(try !GrammarReader(#require(try grammar("dragoman-tuned-2"))).allows(text))
  }

  @Test func `of a tuned model leave out what the caller no longer sees`() throws {
    let builder = try PromptBuilder(.named("dragoman-tuned-2"), fixedTags: TagTable(catalog: Prompts.snapshot))
    var snapshot = Prompts.snapshot
    snapshot.relations.removeAll { $0.name.name == "Order" }
    let grammar = try #require(
      try builder.grammar(for: try Prompts.prompt("dragoman-tuned-2"), snapshot: snapshot, functions: []))
    let reader = try GrammarReader(grammar)
    #expect(reader.allows(" select count(*) from<t1>") && !reader.allows(" select count(*) from<t0>"))
    #expect(reader.allows(" select<c4>") && !reader.allows(" select<c0>"))
  }
}
