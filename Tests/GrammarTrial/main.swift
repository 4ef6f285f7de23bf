import Foundation
import Generation
import GrammarReading
import Prompting
import SafeExecution
import Vocabulary

// The grammar of plain SQL for a snapshot (`dragoman introspect --json`), and how many of a suite's statements it allows.

struct Item: Decodable {
  var id: String
  var db: String?
  var gold: [String]
}

func grammar(_ snapshot: SchemaSnapshot) throws -> Grammar {
  let builder = try PromptBuilder(.named("sqlcoder-7b-2-1"))
  let prompt = Prompt(
    template: "", form: .completion(""), output: .sql, stops: [], maxTokens: 0, tokenEstimate: 0,
    listed: snapshot.relations.filter { $0.kind != .partition }.map(\.name))
  guard
    let grammar = try builder.grammar(
      for: prompt, snapshot: snapshot, functions: Validator(snapshot: snapshot).callableFunctions)
  else { throw CocoaError(.fileReadCorruptFile) }
  return grammar
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3, let data = FileManager.default.contents(atPath: arguments[1]) else {
  print(
    """
    grammar-trial print SNAPSHOT FORM               the grammar as a server reads it: \(GrammarForm.known.keys.sorted())
    grammar-trial golds SNAPSHOT QUESTIONS.jsonl    how many gold statements of that database it allows
    """)
  exit(2)
}
let snapshot = try JSONDecoder().decode(SchemaSnapshot.self, from: data)
if arguments[0] == "print" {
  guard let form = GrammarForm.known[arguments[2]] else { exit(2) }
  print(form.text(of: try grammar(snapshot)), terminator: "")
} else {
  let reader = try GrammarReader(try grammar(snapshot))
  var (questions, allowed, statements, statementsAllowed) = (0, 0, 0, 0)
  for line in try String(contentsOfFile: arguments[2], encoding: .utf8).split(separator: "\n") {
    let item = try JSONDecoder().decode(Item.self, from: Data(line.utf8))
    guard !item.gold.isEmpty, item.db == nil || item.db == snapshot.database else { continue }
    let passed = item.gold.filter { reader.allows($0, as: "statement") }
    (questions, statements, statementsAllowed) = (
      questions + 1, statements + item.gold.count, statementsAllowed + passed.count
    )
    if !passed.isEmpty {
      allowed += 1
    } else {
      let reach = reader.reach(item.gold[0], as: "statement").max() ?? 0
      print("\(item.id)\t\(reach)\t\(item.gold[0])")
    }
  }
  print(
    "questions with an allowed statement: \(allowed) of \(questions); statements: \(statementsAllowed) of \(statements)"
  )
}
