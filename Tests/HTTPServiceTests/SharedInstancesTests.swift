import Access
import DoorTestSupport
import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import HTTPService

@Suite("Several instances on one PostgreSQL store", .timeLimit(.minutes(2)))
struct SharedInstancesTests {
  private func store(_ name: String) async throws -> (store: Store, again: Store) {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: name)
    let place = server.connectionString(database: name)
    return (try await Store.open(postgresql: place), try await Store.open(postgresql: place))
  }

  private func later(_ store: Store, _ statement: StoreStatement) async throws {
    try await store.write { try $0.run(statement) }
  }

  @Test("a caller's requests of a minute are counted over all instances, and each caller's for itself")
  func rate() async throws {
    let stores = try await store("shared_rate")
    let limits = AllowanceLimits(perMinute: 3)
    let (one, other) = (SharedAllowance(stores.store, limits), SharedAllowance(stores.again, limits))
    let anna = Principal("anna")
    _ = try await one.enter(anna)
    _ = try await other.enter(anna)
    _ = try await one.enter(anna)
    let error = await #expect(throws: AccessError.self) { try await other.enter(anna) }
    guard case .tooOften(let seconds)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect((1...20).contains(seconds))
    _ = try await other.enter(Principal("ben"))
    // A minute's third later there is one more.
    try await later(stores.store, "update passing_caller set counted_at = counted_at - interval '20 seconds'")
    _ = try await other.enter(anna)
    await #expect(throws: AccessError.self) { try await one.enter(anna) }
  }

  @Test("a caller's requests under way are counted over all instances; those of a dead one are free again in the end")
  func atOnce() async throws {
    let stores = try await store("shared_places")
    let limits = AllowanceLimits(atOnce: 2)
    let (one, other) = (SharedAllowance(stores.store, limits), SharedAllowance(stores.again, limits))
    let anna = Principal("anna")
    let first = try await one.enter(anna)
    _ = try await other.enter(anna)
    await #expect(throws: AccessError.tooManyAtOnce(limit: 2)) { try await one.enter(anna) }
    await one.leave(first)
    _ = try await other.enter(anna)
    await #expect(throws: AccessError.tooManyAtOnce(limit: 2)) { try await one.enter(anna) }
    // Nobody renewed them for half a minute.
    try await later(stores.store, "update passing_place set expires_at = clock_timestamp() - interval '1 second'")
    _ = try await one.enter(anna)
  }

  @Test("many at once, through both instances, never get more than the limits allow")
  func race() async throws {
    let stores = try await store("shared_race")
    let limits = AllowanceLimits(perMinute: 12, atOnce: 5)
    let both = [SharedAllowance(stores.store, limits), SharedAllowance(stores.again, limits)]
    let inside = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<24 {
        group.addTask {
          do {
            _ = try await both[number % 2].enter(Principal("anna"))
            return true
          } catch is AccessError {
            return false
          }
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(inside == 5)
  }

  @Test("a reply that one instance gave is given again by the other, through the door")
  func replies() async throws {
    let stores = try await store("shared_replies")
    let premises = try await Premises("doors_http_shared")
    let one = try await LiveDoor(premises) { $0.store = stores.store }
    let other = try await LiveDoor(premises) { $0.store = stores.again }
    let body = #"{"sql": "select n from sales.many order by n limit 3"}"#
    let key = ["Idempotency-Key": "k1", "Accept": "application/x-ndjson"]
    let first = try await one.post("/v1/run", body, headers: key)
    let again = try await other.post("/v1/run", body, headers: key)
    #expect(first.status == again.status)
    #expect(first.text == again.text)
    #expect(first.head.header("X-Question-Id") == again.head.header("X-Question-Id"))
    #expect(first.head.header("Content-Type") == again.head.header("Content-Type"))
    #expect(first.head.header("Idempotency-Replayed") == nil)
    #expect(again.head.header("Idempotency-Replayed") == "true")
    let strange = try await other.post("/v1/run", #"{"sql": "select 2"}"#, headers: key)
    #expect(strange.status == 422)
  }

  @Test("a conversation goes on at another instance, and is nobody else's")
  func conversation() async throws {
    let stores = try await store("shared_conversation")
    let premises = try await Premises("doors_http_talk", store: stores.store)
    let one = try await LiveDoor(premises)
    let other = try await LiveDoor(try await Premises("doors_http_talk_too", store: stores.again))
    let first = try await one.post("/v1/query", #"{"question": "orders placed in 2023"}"#).json()
    let id = try #require(first["id"] as? String)
    #expect(first["conversation"] as? String == id)
    func ask(_ question: String, at door: LiveDoor) async throws -> [String: Any] {
      try await door.post("/v1/query", #"{"question": "\#(question)", "conversation": "\#(id)"}"#).json()
    }
    let next = try await ask("only those from 2024", at: other)
    #expect(next["conversation"] as? String == id)
    #expect(next["question"] as? String == "orders placed in 2024")
    // What nobody could make sense of is no place to go on from.
    let lost = try await ask("and those?", at: one)
    #expect(lost["reason"] as? String == "incomplete")
    let last = try await ask("only those from 2022", at: other)
    #expect(last["question"] as? String == "orders placed in 2022")

    let asked = [last, lost, next, first].map { $0["id"] as? String }
    let list = try await one.get("/v1/conversations/\(id)").json()
    #expect((list["questions"] as? [[String: Any]])?.map { $0["id"] as? String } == asked)
    let page = try await other.get("/v1/conversations/\(id)?limit=3").json()
    let cursor = try #require(page["nextCursor"] as? String)
    let rest = try await other.get("/v1/conversations/\(id)?limit=3&cursor=\(cursor)").json()
    #expect((rest["questions"] as? [[String: Any]])?.map { $0["id"] as? String } == [id])
    #expect(rest["nextCursor"] is NSNull)

    let stranger = try await LiveDoor(premises) { $0.local = Principal("ben") }
    #expect(try await stranger.get("/v1/conversations/\(id)").status == 404)
    let intruding = #"{"question": "and in 2022?", "conversation": "\#(id)"}"#
    #expect(try await stranger.post("/v1/query", intruding).status == 404)
    #expect(try await one.get("/v1/conversations/0000000000000000").status == 404)
    #expect(try await one.get("/v1/conversations/\(id)?cursor=x").status == 400)
    let both = #"{"question": "and in 2022?", "conversation": "\#(id)", "after": "\#(id)"}"#
    #expect(try await one.post("/v1/query", both).status == 400)
    #expect(try await premises.reader.verify().isIntact)
  }

  @Test("a browser that signed in at one instance is known to the other, and signs out of both")
  func session() async throws {
    let stores = try await store("shared_session")
    let premises = try await Premises("doors_http_browser")
    let one = try await LiveDoor(premises) {
      $0.store = stores.store
      $0.keys = KeyRing(stores.store)
    }
    let other = try await LiveDoor(premises) {
      $0.store = stores.again
      $0.keys = KeyRing(stores.again)
    }
    let key = try await KeyRing(stores.store).create(for: Principal("hanna"), [.ask], expiresAt: nil)
    let form = ["Content-Type": "application/x-www-form-urlencoded"]
    let signed = try await one.post("/sign-in", "key=\(key.text)", headers: form)
    let cookie = ["Cookie": String(try #require(signed.head.header("Set-Cookie")).prefix { $0 != ";" })]
    #expect(try await other.get("/", headers: cookie).status == 200)
    #expect(try await other.get("/audit", headers: cookie).status == 403)
    // Neither the cookie nor the key is kept.
    let kept = try await stores.store.read { try $0.rows("select session, key_id, principal from passing_session") }
    let texts = kept.flatMap { row in (0..<3).compactMap { row.text($0) } }
    #expect(texts.count == 3 && texts.allSatisfy { !(cookie["Cookie"] ?? "").contains($0) && !key.text.hasSuffix($0) })
    _ = try await other.post("/sign-out", "", headers: form.merging(cookie) { $1 })
    #expect(try await one.get("/", headers: cookie).status == 303)

    let again = try await other.post("/sign-in", "key=\(key.text)", headers: form)
    let second = ["Cookie": String(try #require(again.head.header("Set-Cookie")).prefix { $0 != ";" })]
    #expect(try await one.get("/", headers: second).status == 200)
    try await later(stores.store, "update passing_session set ends_at = 1")
    #expect(try await one.get("/", headers: second).status == 303)
  }

  @Test("work that ended without a word, and what is older than an hour, may be done again")
  func claims() async throws {
    let stores = try await store("shared_claims")
    let (one, other) = (ReplyShelf(stores.store), ReplyShelf(stores.again))
    let request = ReplyShelf.Request(caller: Principal("anna"), route: "query", key: "k", body: [1])
    guard case .claimed(let dead) = try await one.claim(request) else { return #expect(Bool(false)) }
    #expect(try await other.claim(request) == .underWay)
    let changed = ReplyShelf.Request(caller: Principal("anna"), route: "query", key: "k", body: [2])
    #expect(try await other.claim(changed) == .otherBody)
    try await later(stores.store, "update passing_reply set claimed_until = clock_timestamp() - interval '1 second'")
    guard case .claimed(let alive) = try await other.claim(request) else { return #expect(Bool(false)) }

    let reply = ReplyShelf.Kept(status: 200, type: "text/csv", headers: [["X-Truncation", "rows"]], text: "a\r\n1\r\n")
    // Who was thought dead and was only slow keeps nothing.
    try await one.end(request, dead, ReplyShelf.Kept(status: 500, type: "", headers: [], text: ""))
    try await other.end(request, alive, reply)
    #expect(try await one.claim(request) == .kept(reply))
    try await later(stores.store, "update passing_reply set answered_at = answered_at - interval '61 minutes'")
    guard case .claimed(let next) = try await one.claim(request) else { return #expect(Bool(false)) }
    try await one.end(request, next, nil)
    guard case .claimed = try await other.claim(request) else { return #expect(Bool(false)) }
  }

  @Test("what passes is in no backup")
  func backup() async throws {
    let stores = try await store("shared_backup")
    _ = try await SharedAllowance(stores.store, AllowanceLimits(atOnce: 2)).enter(Principal("anna"))
    let file = NSTemporaryDirectory() + "dragoman-shared-" + UUID().uuidString + ".sqlite"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try await stores.store.backUp(to: file)
    #expect(FileManager.default.fileExists(atPath: file))
  }
}
