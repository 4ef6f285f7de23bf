import DoorTestSupport
import Foundation
import Testing
import Vocabulary

@testable import HTTPService

@Suite("Asking over HTTP", .timeLimit(.minutes(2)))
struct QueryTests {
  private static let good = Task { try await LiveDoor(Premises("doors_http")) }
  private static let echo = Task { try await LiveDoor(Premises("doors_http_echo", model: "echo")) }

  @Test("a question comes back as an answer, and is in the audit log")
  func answered() async throws {
    let door = try await Self.good.value
    let reply = try await door.post("/v1/query", #"{"question": "which word?", "database": "shop"}"#)
    #expect(reply.status == 200)
    #expect(reply.head.header("Content-Type") == "application/json")
    let json = try reply.json()
    #expect(json["outcome"] as? String == "answered")
    #expect(json["question"] as? String == "which word?")
    #expect((json["sql"] as? String)?.contains("'é'") == true)
    #expect(json["rows"] as? [[String]] == [["é"]])
    #expect((json["columns"] as? [[String: String]])?.map { $0["name"] } == ["word"])
    #expect(json["truncation"] is NSNull)
    let timings = try #require(json["timings"] as? [String: Double])
    #expect(Set(["generation", "validation", "execution", "total"]).isSubset(of: timings.keys))
    let id = try #require((json["id"] as? String).flatMap { QuestionID($0) })
    let record = try await door.premises.reader.record(id)
    #expect(record.outcome == .answered)
    #expect(record.question.principal == Principal("anna"))
  }

  @Test("choices come with the outcome, are taken by their number and are the asker's own")
  func choices() async throws {
    let premises = try await Premises("doors_http_choices", model: "told")
    let door = try await LiveDoor(premises) { $0.interpreter = premises.interpreter.with(.init(askBelow: 1)) }
    let text = "how many [select count(*) from customers OR ELSE select count(*) + 40 from orders]"
    let asked = try await door.post("/v1/query", #"{"question": "\#(text)"}"#).json()
    #expect(asked["reason"] as? String == "unsure")
    let choices = try #require(asked["choices"] as? [[String: Any]])
    #expect(choices.map { $0["description"] as? String } == ["count, customers", "count + 40, orders"])
    let id = try #require(asked["id"] as? String)
    let taken = try await door.post("/v1/query", #"{"after": "\#(id)", "choice": 2}"#).json()
    #expect(taken["rows"] as? [[Int]] == [[42]] && taken["question"] as? String == text)
    let record = try await premises.reader.record(try #require((taken["id"] as? String).flatMap { QuestionID($0) }))
    #expect(record.workings.chosen?.number == 2 && record.question.regarding?.description == id)
    #expect(try await door.post("/v1/query", #"{"after": "\#(id)", "choice": 9}"#).status == 404)
    #expect(try await door.post("/v1/query", #"{"choice": 1}"#).status == 400)
    #expect(try await door.post("/v1/query", #"{"after": "\#(id)", "choice": "1"}"#).status == 400)
    #expect(try await door.post("/v1/query", #"{"after": "0000000000000000", "choice": 1}"#).status == 404)
    // Somebody else's question is unknown, whether there is one or not.
    let other = Question(text: text, database: "shop", principal: Principal("ben"))
    _ = try await premises.interpreter.with(.init(askBelow: 1)).ask(other)
    #expect(try await door.post("/v1/query", #"{"after": "\#(other.id)", "choice": 1}"#).status == 404)
  }

  @Test("a question goes on from the one that it names")
  func followUp() async throws {
    let door = try await Self.good.value
    let first = try await door.post("/v1/query", #"{"question": "orders placed in 2023"}"#).json()
    let id = try #require(first["id"] as? String)
    let next = try await door.post("/v1/query", #"{"question": "only those from 2024", "after": "\#(id)"}"#).json()
    #expect(
      next["question"] as? String == "orders placed in 2024" && next["typed"] as? String == "only those from 2024")
    let open = try await door.post("/v1/query", #"{"question": "and those?", "after": "\#(id)"}"#).json()
    #expect(open["reason"] as? String == "incomplete")
    let alone = try await door.post("/v1/query", #"{"question": "only those from 2024"}"#).json()
    #expect(alone["question"] as? String == "only those from 2024" && alone["typed"] == nil)
  }

  @Test("how many of them counts the rows of the answer that it names")
  func counting() async throws {
    let door = try await LiveDoor(try await Premises("doors_http_counts", model: "told"))
    let asked = #"{"question": "people per town [select name from customers]"}"#
    let id = try #require(try await door.post("/v1/query", asked).json()["id"] as? String)
    let counted = try await door.post("/v1/query", #"{"question": "how many of them?", "after": "\#(id)"}"#).json()
    #expect(counted["rows"] as? [[Int]] == [[2]] && counted["model"] as? String == "counted by rule", "\(counted)")
    // What was refused has no rows to count.
    let refused = #"{"question": "people per town [delete from customers]"}"#
    let none = try #require(try await door.post("/v1/query", refused).json()["id"] as? String)
    let open = try await door.post("/v1/query", #"{"question": "how many of them?", "after": "\#(none)"}"#).json()
    #expect(open["reason"] as? String == "incomplete")
  }

  @Test("a question that is not to be executed has its SQL and no rows")
  func planned() async throws {
    let json = try await Self.good.value.post("/v1/query", #"{"question": "which word?", "execute": false}"#).json()
    #expect(json["outcome"] as? String == "answered")
    #expect(json["executed"] as? Bool == false)
    #expect((json["rows"] as? [Any])?.isEmpty == true)
  }

  @Test("a refusal is a result that says what was found")
  func refused() async throws {
    let reply = try await Self.echo.value.post("/v1/query", #"{"question": "say no"}"#)
    #expect(reply.status == 200)
    let json = try reply.json()
    #expect(json["outcome"] as? String == "refused")
    #expect(json["reason"] as? String == "invalid")
    #expect((json["findings"] as? [[String: Any]])?.isEmpty == false)
    #expect(json["rows"] == nil)
    let csv = try await Self.echo.value.post("/v1/query", #"{"question": "say no"}"#, headers: ["Accept": "text/csv"])
    #expect(csv.status == 422)
    #expect(csv.head.header("Content-Type") == "application/json")
  }

  @Test("rows keep their types as JSON")
  func types() async throws {
    let sql = "select id, total, paid, details, placed is null as unplaced, 'a' as t from orders order by id"
    let reply = try await Self.good.value.post("/v1/run", #"{"sql": "\#(sql)"}"#)
    #expect(reply.text.contains(#"[10,12.50,true,{"gift": [1, 2]},false,"a"]"#), "\(reply.text)")
    #expect(reply.text.contains(#"[11,null,false,null,true,"a"]"#))
  }

  @Test("rows come as CSV where that is asked for")
  func csv() async throws {
    let reply = try await Self.good.value.post(
      "/v1/run", #"{"sql": "select id, name, town from customers order by id"}"#, headers: ["Accept": "text/csv"])
    #expect(reply.status == 200)
    #expect(reply.head.header("Content-Type")?.hasPrefix("text/csv") == true)
    #expect(reply.head.header("X-Question-Id").flatMap { QuestionID($0) } != nil)
    #expect(reply.text == "id,name,town\n1,Ada,Köln\n2,\"Ben, Jr.\",\n")
  }

  @Test("SQL that writes is refused, and nothing is written")
  func writes() async throws {
    let door = try await Self.good.value
    let json = try await door.post("/v1/run", #"{"sql": "delete from sales.orders"}"#).json()
    #expect(json["outcome"] as? String == "refused")
    let count = try await door.post("/v1/run", #"{"sql": "select count(*) from orders"}"#).json()
    #expect(count["rows"] as? [[Int]] == [[2]])
  }

  @Test("the databases are listed as the role sees them")
  func databases() async throws {
    let json = try await Self.good.value.get("/v1/databases").json()
    let databases = try #require(json["databases"] as? [[String: Any]])
    #expect(databases.count == 1)
    #expect(databases[0]["name"] as? String == "shop")
    #expect(databases[0]["role"] as? String == "clerk")
    #expect(databases[0]["relations"] as? Int == 4)
  }

  @Test("the service is live, and ready when database and model are")
  func health() async throws {
    let door = try await Self.good.value
    #expect(try await door.get("/health/live").text == "{\"status\":\"live\"}\n")
    let ready = try await door.get("/health/ready")
    #expect(ready.status == 200)
    #expect((try ready.json()["model"] as? [String: Any])?["state"] as? String == "ready")
  }
}
