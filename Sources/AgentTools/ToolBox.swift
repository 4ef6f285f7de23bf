package import Interpretation
internal import Presentation
internal import SafeExecution
package import Vocabulary

/// The tools that an agent may use: a database that it cannot hurt.
package struct ToolBox: Sendable {
  /// Answers and runs.
  package var interpreter: Interpreter
  package var database: Database
  /// Whether agents may bring SQL of their own.
  package var runsSQL: Bool
  /// A text as a question of somebody's.
  package var question: @Sendable (String, Principal) -> Question
  /// A schema as it may be shown.
  package var shown: @Sendable (SchemaSnapshot) -> SchemaSnapshot = { $0 }

  package init(
    interpreter: Interpreter, database: Database, runsSQL: Bool,
    question: @escaping @Sendable (String, Principal) -> Question
  ) {
    self.interpreter = interpreter
    self.database = database
    self.runsSQL = runsSQL
    self.question = question
  }

  /// What a tool gave.
  struct Result: Sendable {
    var json: String
    /// Whether the agent should try something else.
    var isError = false
  }

  static let runner = "run_validated_sql"

  /// Uses a tool.
  ///
  /// - Throws: `RPCProblem` where the agent named none, or gave it what it does not take.
  func use(_ tool: String, _ arguments: [String: JSONValue], for caller: Principal) async throws -> Result {
    switch tool {
    case "ask":
      let text = try Self.text("question", arguments)
      return Self.result(try await interpreter.ask(question(text, caller)))
    case "describe_schema":
      let matching = try Self.optionalText("matching", arguments)
      let snapshot = shown(try await database.view(for: caller).snapshot)
      return Result(
        json: SchemaJSON.object(snapshot, database: question("", caller).database, matching: matching).json)
    case "validate_sql":
      let sql = try Self.text("sql", arguments)
      let judgement = try await database.view(for: caller).judge(sql).judgement
      return Result(json: OutcomeJSON.object(judgement).json, isError: !judgement.isAccepted)
    case Self.runner where runsSQL:
      let question = question(try Self.text("sql", arguments), caller)
      return Self.result(try await interpreter.run(question.text, for: question))
    default: throw RPCProblem.invalidParameters("there is no tool \(tool.prefix(60))")
    }
  }

  /// The descriptions of the tools, as the protocol wants them.
  var descriptions: JSONValue {
    guard let text = EmbeddedText.files["tools.json"], case .list(let tools)? = JSONValue(text.utf8) else {
      preconditionFailure("tools.json is not embedded")
    }
    return .list(tools.filter { runsSQL || $0["name"]?.text != Self.runner })
  }

  private static func result(_ outcome: Outcome) -> Result {
    let json = OutcomeJSON.object(outcome, isExecuted: true).json
    if case .refused = outcome { return Result(json: json, isError: true) }
    return Result(json: json)
  }

  private static func text(_ name: String, _ arguments: [String: JSONValue]) throws -> String {
    guard let text = try optionalText(name, arguments) else {
      throw RPCProblem.invalidParameters("\"\(name)\" is missing")
    }
    return text
  }

  /// Each tool takes at most one argument: any other is a stranger.
  private static func optionalText(_ name: String, _ arguments: [String: JSONValue]) throws -> String? {
    if let stranger = arguments.keys.sorted().first(where: { $0 != name }) {
      throw RPCProblem.invalidParameters("there is no argument \"\(stranger.prefix(60))\"")
    }
    guard let value = arguments[name] else { return nil }
    guard let text = value.text else { throw RPCProblem.invalidParameters("\"\(name)\" is no text") }
    return text
  }
}
