import Access
import Auditing
import DoorTestSupport
import Foundation
import ModelTestSupport
import Testing
import Vocabulary

@testable import HTTPService

@Suite("Pages", .timeLimit(.minutes(2)))
struct PageTests {
  private static let door = Task { try await LiveDoor(Premises("doors_http_pages")) }

  @Test("every page renders, with a policy that lets in no foreign script")
  func pages() async throws {
    let door = try await Self.door.value
    let asked = try await door.post("/v1/query", #"{"question": "<b onclick=x>which</b> & why?"}"#).json()
    let id = try #require(asked["id"] as? String)
    for (path, words) in [
      ("/", "What would you like to know?"), ("/review", "Those that teach most"), ("/audit", "Verify the chain"),
      ("/audit/\(id)", "How it came about"), ("/models", "Which one answers"), ("/schema", "sales.customers"),
      ("/sign-in", "Your key"),
    ] {
      let reply = try await door.get(path)
      #expect(reply.status == 200, "\(path)")
      #expect(reply.head.header("Content-Type") == "text/html; charset=utf-8")
      #expect(reply.text.contains(words), "\(path): \(reply.text.prefix(400))")
      #expect(!reply.text.contains("{{"), "\(path)")
      let policy = reply.head.header("Content-Security-Policy") ?? ""
      #expect(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"))
      #expect(!reply.text.contains("<b onclick"), "what was asked is text: \(path)")
      #expect(!reply.text.contains("style=") && !reply.text.contains("onload="), "\(path)")
    }
    #expect(try await door.get("/audit/\(id)").text.contains("&lt;b onclick=x&gt;which&lt;/b&gt; &amp; why?"))
  }

  @Test("the comparison of the current database is shown, the latest one, in a frame that may do nothing")
  func comparison() async throws {
    let folder = try Fixtures.temporaryFolder()
    func report(_ name: String, of database: String, at time: String) throws {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
      let head =
        #"<meta name="dragoman-database" content="\#(database)"/><meta name="dragoman-measured-at" content="\#(time)"/>"#
      try "<html><head>\(head)</head><body>\(name)</body></html>"
        .write(toFile: "\(folder)/\(name)/comparison.html", atomically: true, encoding: .utf8)
    }
    let premises = try await Premises("doors_http_report")
    let door = try await LiveDoor(premises) { $0.reportsFolder = folder }
    #expect(try await door.get("/models/comparison").status == 404)
    #expect(try await !door.get("/models").text.contains("<iframe"))
    try report("a", of: "doors_http_report", at: "2026-02-01")
    try report("b", of: "doors_http_report", at: "2026-01-01")
    try report("c", of: "another", at: "2026-03-01")
    // Nothing outside the folder is shown by way of a link.
    try FileManager.default.createDirectory(atPath: folder + "/d", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/d/comparison.html", withDestinationPath: folder + "/c/comparison.html")
    let reply = try await door.get("/models/comparison")
    #expect(reply.status == 200 && reply.text.contains("<body>a</body>"))
    let policy = try #require(reply.head.header("Content-Security-Policy"))
    #expect(
      policy.hasPrefix("default-src 'none';") && !policy.contains("script-src")
        && policy.contains("frame-ancestors 'self'"))
    #expect(try await door.get("/models").text.contains(#"<iframe class="report" src="/models/comparison""#))
    let closed = try await LiveDoor(premises) {
      $0.reportsFolder = folder
      $0.keys = KeyRing(premises.store)
    }
    let key = try await KeyRing(premises.store).create(for: Principal("hanna"), [.ask], expiresAt: nil)
    let headers = ["Authorization": "Bearer \(key.text)"]
    #expect(try await closed.get("/models/comparison", headers: headers).status == 403)
  }

  @Test("frequent values of private columns are shown nowhere with the schema")
  func privateColumns() async throws {
    let premises = try await Premises("doors_http_private")
    let more =
      "insert into sales.customers select n, 'Cyril', 'Köln' from generate_series(10, 40) as n; analyze sales.customers;"
    _ = try await Premises.psql(more, database: "doors_http_private")
    let open = try await LiveDoor(premises)
    #expect(try await open.get("/schema").text.contains("Köln"))
    #expect(try await open.get("/v1/databases/shop/schema").text.contains("Köln"))
    let door = try await LiveDoor(premises) { $0.privateColumns = [ColumnPattern("*.TOWN")] }
    let call =
      #"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "describe_schema", "arguments": {}}}"#
    for text in [
      try await door.get("/schema").text, try await door.get("/v1/databases/shop/schema").text,
      try await door.post("/mcp", call).text,
    ] {
      #expect(text.contains("town") && !text.contains("Köln"))
      #expect(text.contains("Cyril"))
    }
  }

  @Test("what pages ask for is there, and nothing else is")
  func assets() async throws {
    let door = try await Self.door.value
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/HTTPService/Templates")
    var wanted: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else { continue }
      for match in text.matches(of: /["'](?:\/assets|\.)\/([a-z-]+\.(?:js|css|svg))["']/) {
        wanted.insert(String(match.1))
      }
    }
    #expect(wanted.count > 12)
    for name in wanted.subtracting(["chart.js"]) {
      #expect(try await door.get("/assets/\(name)").status == 200, "\(name)")
    }
    for name in ["..%2f..%2fetc%2fpasswd", "layout.mustache", "none.js", ".js"] {
      #expect(try await door.get("/assets/\(name)").status == 404, "\(name)")
    }
  }
}
