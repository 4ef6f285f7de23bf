import Foundation
import Glibc
import ModelTestSupport
import Testing
import Vocabulary

@testable import Generation

@Suite("The embedded model, really running", .timeLimit(.minutes(2)))
struct EmbeddedModelTests {
  private let configuration: EmbeddedModel.Configuration

  init() async throws {
    configuration = EmbeddedModel.Configuration(
      runtime: try Fixtures.runtime(), script: Fixtures.root + "/scripts/model-server",
      model: try await Fixtures.tinyModel(), parallel: 2, context: 512,
      log: try Fixtures.temporaryFolder() + "/model/log")
  }

  /// Runs a test with a model of its own, which is stopped whatever happens.
  private func withModel(
    _ edit: (inout EmbeddedModel.Configuration) -> Void = { _ in },
    _ body: (EmbeddedModel, Generator) async throws -> Void
  ) async throws {
    var configuration = configuration
    edit(&configuration)
    let model = EmbeddedModel(configuration)
    do { try await body(model, Generator(.embedded(model))) } catch {
      await model.stop()
      throw error
    }
    await model.stop()
  }

  private func isAlive(_ pid: Int32) -> Bool { kill(pid, 0) == 0 }

  private func waitForEnd(of pid: Int32, _ limit: Duration = .seconds(10)) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while isAlive(pid), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
    return !isAlive(pid)
  }

  /// Stops a process and waits until it stands: on a busy machine its threads run on for a while after the signal.
  private func halt(_ pid: Int32) async throws {
    kill(pid, SIGSTOP)
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
      let state = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8).split(separator: ")").last
      if state?.hasPrefix(" T") == true { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test("it starts when it is asked first, answers the same greedy text each time, and draws several")
  func answers() async throws {
    try await withModel { model, generator in
      #expect(await model.processID == nil)
      let first = try await generator.candidates(for: .completion("hello"), options: .init(count: 4, seed: 1))
      #expect(first.count == 4)
      #expect(first[0].model == "tiny")
      #expect(try #require(first[0].meanLogProbability) < 0)
      #expect(first[0].finish == .length)
      #expect(first[0].completionTokens == 32)
      let again = try await generator.candidates(for: .completion("hello"))
      #expect(again[0].text == first[0].text)
      #expect(Set(first.map(\.text)).count > 1)
    }
  }

  @Test("a streamed answer is the same text as a whole one, and a grammar rules both")
  func streamsAndGrammar() async throws {
    try await withModel { _, generator in
      var prompt = Prompt.completion("hello", stops: [";"])
      prompt.grammar = Grammar(#"root ::= 'select ' [0-9]+ ";""#)
      let whole = try await generator.candidates(for: prompt)[0]
      var told = ""
      let streamed = try await generator.stream(prompt) { _ in }
      told = streamed.text
      #expect(told == whole.text)
      #expect(whole.text.lowercased().hasPrefix("select "))
      #expect(whole.isRuled == true && streamed.isRuled == true)
      #expect(!whole.text.contains(";"))
    }
  }

  @Test("an answer to a prefilled conversation is what follows the prefill, whole or streamed")
  func prefill() async throws {
    try await withModel { _, generator in
      var prompt = Prompt.chat([.init(.user, "hello"), .init(.assistant, "SELECT")])
      prompt.grammar = Grammar(#"root ::= " 1""#)
      let whole = try await generator.candidates(for: prompt)[0]
      let streamed = try await generator.stream(prompt) { _ in }
      #expect(whole.text == " 1")
      #expect(streamed.text == " 1")
    }
  }

  @Test("a child killed before a question is replaced, one killed during a question too, and the question answered")
  func restart() async throws {
    try await withModel { model, generator in
      _ = try await generator.candidates(for: .completion("hello"))
      let first = try #require(await model.processID)
      kill(first, SIGKILL)
      #expect(try await generator.candidates(for: .completion("hello")).count == 1)
      let second = try #require(await model.processID)
      #expect(second != first)

      let killer = Task {
        try await Task.sleep(for: .milliseconds(30))
        kill(second, SIGKILL)
      }
      let long = Prompt.completion("hello", maxTokens: 480)
      for _ in 0..<2000 where await model.processID == second {
        #expect(try await generator.candidates(for: long).count == 1)
      }
      try await killer.value
      #expect(try #require(await model.processID) != second)
      #expect(try await waitForEnd(of: second))
    }
  }

  @Test("a child that hangs is replaced for the next question")
  func hanging() async throws {
    try await withModel {
      $0.timeout = .seconds(30)
    } _: { model, generator in
      _ = try await generator.candidates(for: .completion("hello"))
      let first = try #require(await model.processID)
      try await halt(first)
      await #expect(throws: GenerationError.self) {
        try await generator.candidates(for: .completion("hello"), options: .init(deadline: .now + .milliseconds(300)))
      }
      #expect(try await waitForEnd(of: first))
      #expect(try await generator.candidates(for: .completion("hello")).count == 1)
    }
  }

  @Test("stopping ends the child, and a stopped model stays stopped")
  func stop() async throws {
    let model = EmbeddedModel(configuration)
    _ = try await model.server()
    let pid = try #require(await model.processID)
    await model.stop()
    #expect(!isAlive(pid))
    await #expect(throws: GenerationError.stopped) { try await model.server() }
  }

  @Test("a model that is dropped without being stopped ends its child")
  func dropped() async throws {
    var model: EmbeddedModel? = EmbeddedModel(configuration)
    _ = try await model?.server()
    let pid = try #require(await model?.processID)
    model = nil
    #expect(try await waitForEnd(of: pid))
  }

  @Test("many first questions at once start one child")
  func singleStart() async throws {
    try await withModel { model, _ in
      let servers = try await withThrowingTaskGroup(of: ModelServer.self) { group in
        for _ in 0..<20 { group.addTask { try await model.server() } }
        var servers: Set<ModelServer> = []
        for try await server in group { servers.insert(server) }
        return servers
      }
      #expect(servers.count == 1)
    }
  }

  @Test("the child wants the key that only we know")
  func key() async throws {
    try await withModel { model, _ in
      var endpoint = try await model.server().endpoint
      endpoint.key = nil
      await #expect { try await Generator(.server(endpoint)).candidates(for: .completion("hello")) } throws: { error in
        if case .rejected(401, _) = error as? GenerationError { true } else { false }
      }
    }
  }

  @Test("the child dies with a parent that is killed by -9, by either of its two ways", arguments: [[], ["--hold"]])
  func dies(with hold: [String]) async throws {
    struct Line: Decodable { var pid, holder: Int32 }
    let parent = Process()
    parent.executableURL = URL(filePath: "/usr/bin/python3")
    parent.arguments =
      ["-I", Fixtures.path("mortal_parent.py")] + hold
      + [configuration.runtime + "/bin/python3", "-I", "-B", configuration.script, configuration.model]
    let output = Pipe()
    parent.standardOutput = output
    parent.standardError = FileHandle.nullDevice
    try parent.run()
    let line = try JSONDecoder().decode(
      Line.self, from: try await Blocking.run { output.fileHandleForReading.availableData })
    defer { if line.holder > 0 { kill(line.holder, SIGKILL) } }
    #expect(isAlive(line.pid))
    kill(parent.processIdentifier, SIGKILL)
    #expect(try await waitForEnd(of: line.pid))
  }

  @Test("a file that is no model fails the start with the log's last lines")
  func noModel() async throws {
    let path = try Fixtures.temporaryFolder() + "/bad.gguf"
    try Data("not a model".utf8).write(to: URL(filePath: path))
    try await withModel {
      $0.model = path
    } _: { model, _ in
      await #expect { try await model.server() } throws: { error in
        guard case .startFailed(_, _, let tail) = error as? GenerationError else { return false }
        return tail.contains("bad.gguf")
      }
    }
  }

  @Test("what is missing is named: the runtime, the script, the model")
  func missing() async throws {
    try await withModel {
      $0.runtime = "/nowhere"
    } _: { model, _ in
      await #expect(throws: GenerationError.runtimeMissing(path: "/nowhere/bin/python3")) { try await model.server() }
    }
    try await withModel {
      $0.model = "/nowhere.gguf"
    } _: { model, _ in
      await #expect(throws: GenerationError.modelMissing(path: "/nowhere.gguf")) { try await model.server() }
    }
  }

  /// The path of a program that starts and never says anything.
  private func muteScript() throws -> String {
    let path = try Fixtures.temporaryFolder() + "/mute"
    try Data("import sys; sys.stdin.read()".utf8).write(to: URL(filePath: path))
    return path
  }

  @Test("a child that does not get ready in time is ended, and the error says so")
  func startTimeout() async throws {
    let script = try muteScript()
    try await withModel {
      $0.script = script
      $0.startTimeout = .milliseconds(300)
    } _: { model, _ in
      await #expect { try await model.server() } throws: { error in
        guard case .startFailed(let reason, _, _) = error as? GenerationError else { return false }
        return reason.contains("signal 9")
      }
    }
  }

  @Test("a question does not wait for a start beyond its deadline, nor after it is cancelled")
  func impatience() async throws {
    let script = try muteScript()
    try await withModel {
      $0.script = script
    } _: { _, generator in
      await #expect(throws: GenerationError.notReadyYet) {
        try await generator.candidates(for: .completion("hello"), options: .init(deadline: .now + .milliseconds(100)))
      }
      let task = Task { _ = try await generator.candidates(for: .completion("hello")) }
      try await Task.sleep(for: .milliseconds(50))
      task.cancel()
      let result = await task.result
      #expect(throws: GenerationError.cancelled) { try result.get() }
    }
  }

  @Test("the contract holds for a model with tags, and says what does not hold")
  func contract() async throws {
    try await withModel { _, generator in
      let needs = ModelContract.Needs(
        usesChat: false, contextLength: 512, grammar: true, singleTokens: ["<c0>", "<t0>", "<v0>"])
      let checks = await ModelContract(generator, needs: needs).check()
      #expect(checks.map(\.name) == ["server", "health", "model", "context", "stops", "grammar", "tags"])
      #expect(checks.allSatisfy { $0.outcome == .passed }, "\(checks)")

      let more = ModelContract.Needs(usesChat: true, contextLength: 4096, singleTokens: ["<c0>", "<c99>"])
      let failed = await ModelContract(generator, needs: more).check().filter { $0.outcome == .failed }
      #expect(failed.map(\.name) == ["context", "tags"])
    }
  }
}
