import Auditing
import DoorTestSupport
import Foundation
import FoundationXML
import Reviewing
import Testing
import Vocabulary

@testable import Watching

@Suite("The report on the log", .timeLimit(.minutes(2)))
struct ReportTests {
  private static func moment(_ text: String) -> Moment { Moment(text) ?? Moment(microseconds: 0) }

  private static func now() -> Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }

  /// The page over everything that a log holds.
  private func page(_ premises: Premises) async throws -> String {
    let now = Self.now()
    let later = Moment(microseconds: now.microseconds + 60_000_000)
    var figures = LogFigures(Period(since: Moment(microseconds: now.microseconds - 86_400_000_000), until: later))
    try await premises.reader.visit(AuditFilter(limit: .max)) { figures.take($0) }
    return try LogReport(figures, madeAt: now, version: "9.9.9").html()
  }

  @Test("tells of questions, reviews, refusals, models and schemas as the log has them")
  func used() async throws {
    let premises = try await Premises("report_used", model: "told")
    func ask(_ text: String, by person: String) async throws -> QuestionID {
      let question = Question(text: text, database: "shop", principal: Principal(person))
      _ = try await premises.interpreter.ask(question)
      return question.id
    }
    let first = try await ask("how many [select count(*) from customers]", by: "anna")
    let second = try await ask("names [select name from customers where id = 9]", by: "ben")
    _ = try await ask("weather [REFUSE]", by: "<script>alert(1)</script>")
    _ = try await ask("wrong [select nome from customers]", by: "ben")
    try await premises.reviews.approve(first, by: Principal("rita"))
    try await premises.reviews.reject(second, because: "no", by: Principal("rita"))
    try await premises.reviews.feedback(second, .down, by: Principal("ben"))

    let html = try await page(premises)
    #expect(html.contains("<b>4</b><span>questions</span>"))
    #expect(html.contains("<b>3</b><span>people</span>"))
    #expect(html.contains("<b>50.0 %</b><span>answered</span>"))
    #expect(html.contains("Right as it was: 50.0 % (1/2"))
    #expect(html.contains("0 thumbs up, 1 down"))
    #expect(html.contains(">unknown-column</text>"))
    #expect(html.contains("50.0 % of the answers had no rows."))
    #expect(html.contains("<td>sales.customers</td><td class=\"n\">2</td>"))
    #expect(html.contains("generic-chat-1"))
    // What people are called is text, whatever it says.
    #expect(!html.contains("<script"))
    #expect(html.contains("&lt;script&gt;"))
    // One page, nothing beside it.
    for reference in ["src=", "href=", "@import", "url("] { #expect(!html.contains(reference)) }
  }

  @Test("an empty log gives a page, too, and every plot is well-formed")
  func wellFormed() async throws {
    let empty = try LogReport(
      LogFigures(Period(since: Self.moment("2026-11-01"), until: Self.moment("2026-11-20"))), madeAt: Self.now(),
      version: "9.9.9"
    ).html()
    #expect(empty.contains("Nobody asked."))
    let premises = try await Premises("report_plots", model: "told")
    _ = try await premises.interpreter.ask(Premises.question("a & b < c [select count(*) from customers]"))
    for html in [empty, try await page(premises)] {
      let plots = html.matches(of: /<svg .*?<\/svg>/).map { String($0.0) }
      #expect(!plots.isEmpty)
      for plot in plots { #expect(XMLParser(data: Data(plot.utf8)).parse(), "\(plot.prefix(200))") }
    }
  }

  @Test("a period is cut into hours, days or weeks, and every moment in it has its part")
  func periods() {
    let hours = Period(since: Self.moment("2026-11-24T10:30"), until: Self.moment("2026-11-24T13:10"))
    #expect(hours.grain == .hour)
    #expect(hours.labels == ["10:00", "11:00", "12:00", "13:00"])
    #expect(hours.part(of: Self.moment("2026-11-24T11:59:59")) == 1)
    #expect(hours.part(of: Self.moment("2026-11-24T09:59:59")) == nil)
    #expect(hours.part(of: Self.moment("2026-11-24T14:00")) == nil)
    let days = Period(since: Self.moment("2026-10-30T23:00"), until: Self.moment("2026-11-02"))
    #expect(days.labels == ["10-30", "10-31", "11-01"])
    #expect(Period(since: Self.moment("2026-01-01"), until: Self.moment("2026-11-02")).grain == .week)
    #expect(Period(since: Self.moment("2026-01-02"), until: Self.moment("2026-01-01")).starts.count == 1)
  }

  @Test(
    "an axis ends at or above the greatest value, in round steps",
    arguments: [(0.0, 1.0), (1, 1), (3.7, 4), (97, 100), (101, 150), (1234, 1500), (0.034, 0.04)])
  func axes(_ most: Double, _ top: Double) {
    let axis = Axis(upTo: most)
    #expect(abs(axis.top - top) < 1e-9, "\(axis.top)")
    #expect((2...6).contains(axis.ticks.count))
  }

  @Test("numbers are short", arguments: [(0.0, "0"), (12.5, "12.5"), (1500, "1.5k"), (2e6, "2M"), (0.25, "0.25")])
  func short(_ value: Double, _ text: String) { #expect(Axis.short(value) == text) }

  @Test("quantiles are values that were there")
  func quantiles() {
    var values = Distribution()
    #expect(values.quantile(0.5) == nil)
    for value in [5.0, 1, 4, 2, 3, .nan] { values.take(value) }
    #expect(values.quantile(0.5) == 3)
    #expect(values.quantile(0.95) == 5)
    #expect(values.quantile(0) == 1)
  }
}
