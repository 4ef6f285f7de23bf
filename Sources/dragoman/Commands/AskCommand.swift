import ArgumentParser
import Interpretation
import Presentation
import Vocabulary

/// `dragoman ask`: one question, or a file of them.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Answer a question: SQL, rows, and what it took.",
    discussion: """
      dragoman ask "how many customers are there in Norway?"
      dragoman ask --format csv "revenue by month in 2024" > revenue.csv
      dragoman ask --sql-only "five cheapest tents"
      dragoman ask --batch questions.jsonl --output answers.jsonl
      """)

  @Argument(help: "The question, in quotes.")
  var question: String?

  @OptionGroup var common: CommonOptions

  @Option(help: "table, csv, json or jsonl.")
  var format: TableFormat = .table

  @Flag(help: "Show what was found, the prompt's profile, the verdict and the plan's cost.")
  var explain = false

  @Flag(help: "Show what was found for the question, each with its reason.")
  var why = false

  @Flag(help: "Print the validated SQL and do not run it.")
  var sqlOnly = false

  @Flag(help: "Show how long each stage took.")
  var timings = false

  @Option(help: ArgumentHelp("Questions, one a line, answered one after the other for reading.", valueName: "file"))
  var questionsFile: String?

  @Option(help: ArgumentHelp("JSON lines {id, question}, answered as JSON lines.", valueName: "file"))
  var batch: String?

  @Option(help: ArgumentHelp("Where --batch writes; what is there already is not asked again.", valueName: "file"))
  var output: String?

  func validate() throws {
    let sources = [question, questionsFile, batch].compactMap { $0 }
    guard sources.count == 1 else {
      throw ValidationError(
        "Give a question, or --questions-file, or --batch. Example: dragoman ask \"how many orders are there?\"")
    }
    guard output == nil || batch != nil else { throw ValidationError("--output goes with --batch.") }
  }

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let composition = try await Composition(settings)
      do {
        try await composition.checkRole()
        try await ask(composition)
      } catch {
        await composition.close()
        throw error
      }
      await composition.close()
    }
  }

  private func ask(_ composition: Composition) async throws {
    let interpreter = composition.interpreter(executes: !sqlOnly)
    if let batch {
      return try await BatchRun(interpreter: interpreter, composition: composition, input: batch, output: output).run()
    }
    if let questionsFile {
      for line in try TextFile.lines(questionsFile) where !line.isEmpty && !line.hasPrefix("#") {
        Terminal.line(Terminal.bold("» \(line)"))
        let question = composition.question(line)
        tell(try await interpreter.ask(question), showsSQL: true)
        try await tellWhy(question, composition)
        Terminal.line()
      }
      return
    }
    let question = composition.question(question ?? "")
    let outcome = try await interpreter.ask(question)
    tell(outcome, showsSQL: format == .table)
    try await tellWhy(question, composition)
    if case .refused = outcome { throw Ending.refused }
  }

  /// The log knows all of it, so that what is shown is what was kept.
  private func tellWhy(_ question: Question, _ composition: Composition) async throws {
    guard why else { return }
    let record = try await composition.reviews.reader.record(question.id)
    for line in EvidencePage.lines(record.workings) { Terminal.note(line) }
  }

  private func tell(_ outcome: Outcome, showsSQL: Bool) {
    switch outcome {
    case .answered(let answer):
      if sqlOnly {
        Terminal.line(answer.sql)
      } else {
        if showsSQL { Terminal.line(Terminal.dimmed(answer.sql)) }
        Terminal.write(format.render(answer.table))
        for notice in answer.notices { Terminal.note(notice) }
      }
      if explain { Terminal.note(Explanation.of(answer)) }
      if timings { Terminal.line(Terminal.dimmed(Explanation.of(answer.timings))) }
    case .refused(let refusal):
      Terminal.note(refusal.message)
      if explain {
        for judgement in refusal.judgements { Terminal.note(Explanation.of(judgement)) }
      } else if let last = refusal.judgements.last {
        Terminal.note(Explanation.of(last))
      }
      if refusal.judgements.isEmpty, let hint = refusal.hint { Terminal.note(hint) }
      if timings { Terminal.line(Terminal.dimmed(Explanation.of(refusal.timings))) }
    }
  }
}

extension TableFormat: ExpressibleByArgument {}
