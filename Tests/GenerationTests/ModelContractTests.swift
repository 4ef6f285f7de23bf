import ModelTestSupport
import Testing

@testable import Generation

@Suite("The contract with a model server")
struct ModelContractTests {
  private func checks(
    _ how: String, model: String? = nil, grammar: Bool = false
  ) async throws -> [String: ModelContract.Check] {
    let url = how.isEmpty ? "http://127.0.0.1:1" : try await FaultyServer.shared().behaving(how)
    let generator = Generator(.server(ModelEndpoint(url: url, model: model, retries: 0)))
    let needs = ModelContract.Needs(usesChat: false, contextLength: 8000, grammar: grammar, singleTokens: ["<c0>"])
    let checks = await ModelContract(generator, needs: needs).check()
    return Dictionary(uniqueKeysWithValues: checks.map { ($0.name, $0) })
  }

  @Test("a server that cannot be reached gives one failed check with a hint")
  func unreachable() async throws {
    let checks = try await checks("")
    #expect(checks.count == 1)
    #expect(checks["server"]?.outcome == .failed)
    #expect(checks["server"]?.hint != nil)
  }

  @Test("a server that ignores stops and grammars is found out")
  func ignorant() async throws {
    let checks = try await checks("vllm", grammar: true)
    #expect(checks["context"]?.outcome == .passed)
    #expect(checks["stops"]?.outcome == .failed)
    #expect(checks["grammar"]?.outcome == .failed)
  }

  @Test("what a plain server does not tell is unknown, and a grammar that is needed is missing")
  func plain() async throws {
    let some = try await checks("good", grammar: true)
    #expect(some["context"]?.outcome == .unknown)
    #expect(some["tags"]?.outcome == .unknown)
    #expect(some["grammar"]?.outcome == .failed)
  }

  @Test("a model that is not listed fails, with the nearest name")
  func otherModel() async throws {
    let check = try await checks("good", model: "good-modle")["model"]
    #expect(check?.outcome == .failed)
    #expect(check?.hint == "Did you mean good-model?")
  }
}
