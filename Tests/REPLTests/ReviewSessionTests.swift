import Auditing
import DoorTestSupport
import Foundation
import ModelTestSupport
import Reviewing
import Testing
import Vocabulary

@testable import REPL

@Suite("A reviewer's session", .timeLimit(.minutes(2)))
struct ReviewSessionTests {
  private let rita = Principal("rita")

  private func session(_ premises: Premises) async throws -> ReviewSession {
    ReviewSession(
      premises.reviews, try await premises.reviews.queue(), interpreter: premises.interpreter, reviewer: rita)
  }

  private func ask(_ text: String, _ premises: Premises) async throws -> QuestionID {
    let question = Premises.question(text)
    _ = try await premises.interpreter.ask(question)
    return question.id
  }

  @Test("shows the item and why it is there, and goes on to the next after each decision")
  func decisions() async throws {
    let premises = try await Premises("doors_review", model: "told")
    let wrong = try await ask("names [select name from customers where id = 9]", premises)
    let right = try await ask("how many [select count(*) from customers]", premises)
    let left = try await ask("orders [select count(*) from orders]", premises)
    let session = try await session(premises)
    let first = await session.begin()
    #expect(first.output.contains("[1/3] \(wrong), asked by anna"))
    #expect(first.output.contains("· No row matched."))
    #expect(await session.expects == .choice)

    // A correction that the gate refuses is told and not kept; the item stays.
    #expect(await session.take("c").output == "")
    #expect(await session.expects == .line(prompt: "sql> "))
    _ = await session.take("delete from")
    #expect(await session.expects == .line(prompt: "...> "))
    let refused = await session.take("customers;")
    #expect(!refused.errors.isEmpty)
    #expect(await session.expects == .choice)
    #expect(try await premises.reader.record(wrong).reviews.isEmpty)

    let shown = await session.take("c select name from customers order by 1;")
    #expect(shown.output.contains("Ada"))
    #expect(await session.expects == .confirmation)
    #expect(try await premises.reader.record(wrong).reviews.isEmpty)
    #expect(await session.take("n").output == "")
    _ = await session.take("c select name from customers order by 1;")
    let kept = await session.take("y")
    #expect(kept.output.contains("corrected"))
    #expect(kept.output.contains("[2/3]"))
    #expect(try await premises.reader.record(wrong).review?.sql == "select name from customers order by 1")

    let second = kept.output.contains(left.description) ? left : right
    #expect(await session.take("v").output.contains("count"))
    #expect(await session.take("m").output.contains("candidate   1: select count(*)"))
    #expect(await session.take("a").output.contains("approved"))
    #expect(try await premises.reader.record(second).review?.verdict == .approved)
    #expect(await session.take("x").errors.contains("There is no choice \"x\""))
    #expect(await session.take("r").output == "")
    #expect(await session.expects == .line(prompt: "Why? "))
    let last = await session.take("the wrong table")
    #expect(last.isLast)
    #expect(try await premises.reader.record(second == left ? right : left).review?.reason == "the wrong table")
    #expect(await session.summary() == "Reviewed: 1 approved, 1 corrected, 1 rejected.\n")
    #expect(await session.ending == .refused)
  }

  @Test("a skipped item stays in the queue, and an empty queue says so")
  func skipping() async throws {
    let premises = try await Premises("doors_review_skip", model: "told")
    #expect(try await session(premises).begin().output == "Nothing waits for review.\n")
    _ = try await ask("how many [select count(*) from customers]", premises)
    let session = try await session(premises)
    _ = await session.begin()
    #expect(await session.take("s").isLast)
    #expect(try await premises.reviews.queue().items.count == 1)
    #expect(await session.ending == .fine)
  }

  @Test("who may not review is told, and what broke is worse than a refusal")
  func rights() async throws {
    let premises = try await Premises("doors_review_rights", model: "told", rules: ReviewRules(reviewers: ["sam"]))
    let id = try await ask("how many [select count(*) from customers]", premises)
    let session = try await session(premises)
    _ = await session.begin()
    let reply = await session.take("a")
    #expect(reply.errors.hasPrefix("ERROR:  DV001: rita may not review.\nHINT:"))
    #expect(!reply.isLast)
    #expect(await session.ending == .broken)
    #expect(try await premises.reader.record(id).reviews.isEmpty)
  }
}
