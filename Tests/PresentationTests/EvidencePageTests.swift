import Presentation
import Testing
import Vocabulary

@Suite("What is said of how an answer came about") struct EvidencePageTests {
  @Test(
    "names a schema that changed on the way, a model that was tuned on another one, and one that stands in for another")
  func drift() {
    var workings = AuditWorkings()
    workings.schemaFingerprint = "bbbbbbbbbbbbbbbb"
    #expect(EvidencePage.lines(workings).isEmpty)
    workings.drift = .init(sqlState: "42703", before: "aaaaaaaaaaaaaaaa")
    workings.modelName = "shop"
    workings.modelIsStale = true
    workings.standsIn = .init(model: "old shop", unknown: ["public.card", "public.visit.note"])
    #expect(
      EvidencePage.lines(workings) == [
        "drift       the schema had changed (42703): read anew, was aaaaaaaaaaaa, is bbbbbbbbbbbb",
        "stale       shop was tuned on another schema: `dragoman tune` makes one for this",
        "stands in   shop answers: old shop never learnt public.card, public.visit.note; `dragoman tune` teaches it",
      ])
  }
}
