import Presentation
import Testing
import Vocabulary

@Suite("What is said of how an answer came about") struct EvidencePageTests {
  @Test("names a schema that changed on the way, and a model that was tuned on another one")
  func drift() {
    var workings = AuditWorkings()
    workings.schemaFingerprint = "bbbbbbbbbbbbbbbb"
    #expect(EvidencePage.lines(workings).isEmpty)
    workings.drift = .init(sqlState: "42703", before: "aaaaaaaaaaaaaaaa")
    workings.modelName = "shop"
    workings.modelIsStale = true
    #expect(
      EvidencePage.lines(workings) == [
        "drift       the schema had changed (42703): read anew, was aaaaaaaaaaaa, is bbbbbbbbbbbb",
        "stale       shop was tuned on another schema: `dragoman tune` makes one for this",
      ])
  }
}
