import DoorTestSupport
import Foundation
import Testing
import Vocabulary

@testable import HTTPService

@Suite("The audit log, reviews and models over HTTP", .timeLimit(.minutes(2)))
struct AuditRouteTests {
  private static let door = Task { try await LiveDoor(Premises("doors_http_audit")) }

  private static func ask(_ text: String) async throws -> String {
    let json = try await door.value.post("/v1/query", #"{"question": "\#(text)"}"#).json()
    return try #require(json["id"] as? String)
  }

  @Test("pages of the log follow one another without a gap or a repetition")
  func pages() async throws {
    let door = try await LiveDoor(Premises("doors_http_audit_pages"))
    for number in 0..<7 { _ = try await door.post("/v1/query", #"{"question": "question \#(number)?"}"#) }
    var (seen, cursor): ([String], String?) = ([], nil)
    repeat {
      let page = try await door.get("/v1/audit?limit=3" + (cursor.map { "&cursor=\($0)" } ?? "")).json()
      seen += try #require(page["questions"] as? [[String: Any]]).compactMap { $0["question"] as? String }
      cursor = page["nextCursor"] as? String
    } while cursor != nil
    #expect(seen == (0..<7).reversed().map { "question \($0)?" })
  }

  @Test("the log is searched, told whole and verified")
  func search() async throws {
    let door = try await Self.door.value
    let id = try await Self.ask("a word about elephants")
    let found = try await door.get("/v1/audit?q=word+eleph%61nts&outcome=answered").json()
    #expect((found["questions"] as? [[String: Any]])?.map { $0["id"] as? String } == [id])
    let story = try await door.get("/v1/audit/\(id)").json()
    #expect((story["candidates"] as? [[String: Any]])?.first?["text"] as? String == "SELECT 'é' AS word")
    #expect(try await door.get("/v1/audit/nobody").status == 404)
    let verified = try await door.post("/v1/audit/verify", "").json()
    #expect(verified["intact"] as? Bool == true)
    for bad in ["?outcome=perhaps", "?limit=0", "?cursor=x", "?since=yesterday", "?question=a"] {
      let reply = try await door.get("/v1/audit\(bad)")
      #expect(try reply.json()["code"] as? String == "DH019", "\(bad)")
    }
  }

  @Test("an answer is approved, corrected, rejected, and people say what they think")
  func reviews() async throws {
    let door = try await Self.door.value
    let (good, bad, better) = (
      try await Self.ask("approve me"), try await Self.ask("reject me"), try await Self.ask("correct me")
    )
    let thumb = try await door.post("/v1/reviews/\(bad)/feedback", #"{"thumb": "down", "comment": "no"}"#)
    #expect(thumb.status == 200)
    let queue = try await door.get("/v1/reviews").json()
    let items = try #require(queue["items"] as? [[String: Any]])
    #expect(items.first?["id"] as? String == bad)
    #expect((items.first?["reasons"] as? [String])?.contains { $0.contains("Thumbs down") } == true)

    let approved = try await door.post("/v1/reviews/\(good)/approve", "{}").json()
    #expect((approved["standing"] as? [String: Any])?["state"] as? String == "approved")
    let silent = try await door.post("/v1/reviews/\(bad)/reject", #"{"reason": " "}"#)
    #expect(silent.status == 400)
    let rejected = try await door.post("/v1/reviews/\(bad)/reject", #"{"reason": "another word"}"#).json()
    #expect((rejected["standing"] as? [String: Any])?["state"] as? String == "rejected")

    let trial = try await door.post("/v1/reviews/\(better)/correct", #"{"sql": "select 'b' as word"}"#).json()
    #expect(trial["rows"] as? [[String]] == [["b"]])
    #expect(trial["standing"] == nil)
    let refused = try await door.post("/v1/reviews/\(better)/correct", #"{"sql": "delete from orders"}"#).json()
    #expect(refused["outcome"] as? String == "refused")
    let kept = try await door.post(
      "/v1/reviews/\(better)/correct", #"{"sql": "select 'b' as word", "keep": true}"#
    ).json()
    #expect((kept["standing"] as? [String: Any])?["sql"] as? String == "select 'b' as word")
    #expect(try await door.premises.reviews.approvedPairs().count == 2)
  }

  @Test("somebody who may not review is told so")
  func strangers() async throws {
    let door = try await LiveDoor(Premises("doors_http_reviewers", rules: .init(reviewers: ["zoe"])))
    let id = try #require(
      try await door.post("/v1/query", #"{"question": "which word?"}"#).json()["id"] as? String)
    let reply = try await door.post("/v1/reviews/\(id)/approve", "{}")
    #expect(reply.status == 403)
    #expect(try reply.json()["code"] as? String == "DV001")
  }

  @Test("the model of somebody else's server is shown, and cannot be promoted")
  func models() async throws {
    let door = try await Self.door.value
    let models = try #require(try await door.get("/v1/models").json()["models"] as? [[String: Any]])
    #expect(models.count == 1)
    #expect(models[0]["current"] as? Bool == true)
    let reply = try await door.post("/v1/models/other/promote", "{}")
    #expect(reply.status == 409)
    #expect(try reply.json()["code"] as? String == "DH020")
  }

  @Test("the schema is told with comments, values and keys")
  func schema() async throws {
    let door = try await Self.door.value
    let schema = try await door.get("/v1/databases/shop/schema?matching=orders").json()
    let relations = try #require(schema["relations"] as? [[String: Any]])
    #expect(relations.map { $0["name"] as? String } == ["sales.orders"])
    #expect((relations[0]["references"] as? [[String: Any]])?.first?["relation"] as? String == "sales.customers")
    #expect(try await door.get("/v1/databases/bank/schema").status == 404)
  }

  @Test("metrics count questions and requests, and every one is in the docs")
  func metrics() async throws {
    let door = try await Self.door.value
    _ = try await Self.ask("to be counted")
    let text = try await door.get("/metrics").text
    #expect(text.contains(#"dragoman_questions_total{outcome="answered"}"#))
    #expect(text.contains(#"dragoman_requests_total{route="POST /v1/query",status="200"}"#))
    #expect(text.contains(#"dragoman_stage_seconds_bucket{stage="execution",le="+Inf"}"#))
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/http-api.md")
    let docs = try String(contentsOf: file, encoding: .utf8)
    let names = text.matches(of: /# TYPE (\w+)/).map { String($0.1) }
    #expect(names.count > 6)
    for name in names { #expect(docs.contains("`\(name)`"), "\(name)") }
  }
}
