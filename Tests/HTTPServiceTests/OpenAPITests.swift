import DoorTestSupport
import Foundation
import Testing
import Yams

@testable import HTTPService

@Suite("openapi.yaml")
struct OpenAPITests {
  private static func document() throws -> [String: Any] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/HTTPService/openapi.yaml")
    return try #require(try Yams.load(yaml: String(contentsOf: file, encoding: .utf8)) as? [String: Any])
  }

  @Test("it tells of every route for programs, and of no other")
  func routes() throws {
    let paths = try #require(try Self.document()["paths"] as? [String: [String: Any]])
    let told = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
    let forPeople: Set<Route> = [.signInPage, .signIn, .signOut, .asset]
    let real = Set(Route.allCases.filter { !$0.isPage && !forPeople.contains($0) }.map(\.rawValue))
    #expect(told == real)
  }

  @Test("each operation has its own name and tells what breaks, and only health needs no leave")
  func operations() throws {
    let paths = try #require(try Self.document()["paths"] as? [String: [String: [String: Any]]])
    var names: [String] = []
    for (path, methods) in paths {
      for (method, operation) in methods {
        names.append(try #require(operation["operationId"] as? String))
        let responses = try #require(operation["responses"] as? [String: Any])
        let route = try #require(Route(rawValue: "\(method.uppercased()) \(path)"))
        if route.entry == .everybody {
          #expect((operation["security"] as? [[String: Any]])?.first?.isEmpty == true, "\(path)")
        } else {
          #expect(responses["default"] != nil, "\(path)")
        }
      }
    }
    #expect(Set(names).count == names.count)
  }

  @Test("every reference leads somewhere")
  func references() throws {
    let document = try Self.document()
    func walk(_ value: Any) throws {
      if let list = value as? [Any] { try list.forEach(walk) }
      guard let object = value as? [String: Any] else { return }
      if let reference = object["$ref"] as? String {
        var place: Any? = document
        for part in reference.split(separator: "/").dropFirst() { place = (place as? [String: Any])?[String(part)] }
        #expect(place != nil, "\(reference)")
      }
      try object.values.forEach(walk)
    }
    try walk(document)
  }

  @Test("the service gives it out")
  func served() async throws {
    let door = try await LiveDoor(Premises("doors_http_openapi"))
    let reply = try await door.get("/openapi.yaml")
    #expect(reply.status == 200)
    #expect(reply.text.hasPrefix("openapi: 3.1"))
  }
}
