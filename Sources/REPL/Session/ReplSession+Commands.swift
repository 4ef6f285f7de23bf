internal import Foundation
internal import Interpretation
internal import Presentation
internal import Vocabulary

extension ReplSession {
  /// Does what a command says; what its line holds beyond its arguments comes next.
  func obey(_ name: String, _ rest: String, _ reply: inout ReplReply) async throws {
    let (command, wantsMore) = try MetaCommand.named(name)
    guard conditions.isActive || command.isCondition else { return }
    var arguments = ArgumentReader(rest, variables)
    switch command {
    case .when, .elseWhen, .otherwise, .endWhen: try condition(command, &arguments)
    case .describe, .tables, .views, .materializedViews, .foreignTables, .keys, .schemas, .functions, .aggregates,
      .types,
      .domains, .partitioned, .privileges, .roles, .databases, .viewSource:
      try await look(command, wantsMore, try arguments.words(), &reply)
    case .expanded, .align, .tuplesOnly, .separator, .title, .pset, .timing:
      try dress(command, &arguments, &reply)
    case .go, .goExpanded:
      let options = try arguments.options()
      try await go(try arguments.target(), options, expanded: command == .goExpanded, &reply)
    case .gexec: try await runCells(&reply)
    case .gdesc: try await describe(&reply)
    case .crosstab: try await crosstab(try arguments.words(), &reply)
    case .gset: try await keepRow(try arguments.word() ?? "", &reply)
    case .watch: try await watch(try arguments.words(), &reply)
    case .print: reply.say(reader.unfinished.isEmpty ? repeatable ?? "Query buffer is empty." : reader.unfinished)
    case .reset:
      _ = reader.drop()
      if !display.isQuiet, options.isInteractive { reply.say("Query buffer reset (cleared).") }
    case .edit: try await edit(try arguments.word(), &reply)
    case .write: try write(try Self.given(try arguments.target(), command))
    case .out: try await redirect(try arguments.target())
    case .include, .includeBeside:
      let path = try Self.given(try arguments.word(), command)
      try await include(path, beside: command == .includeBeside, &reply)
    case .copy: try await copy(arguments.line(), &reply)
    case .typed: try await typed(try arguments.word(), &reply)
    case .prompt: try await askForValue(try arguments.words())
    case .encoding: try encoding(try arguments.word(), &reply)
    case .set, .unset, .echo, .qecho, .warn: try script(command, &arguments, &reply)
    case .folder: try changeFolder(try arguments.word())
    case .shell: try await shell(arguments.line(), &reply)
    case .connect: try await connect(try arguments.word(), &reply)
    case .connection: try await tellConnection(&reply)
    case .help: helpPage(try arguments.word(), &reply)
    case .sqlHelp: try sqlHelp(arguments.line(), &reply)
    case .quit: reply.isLast = true
    case .ask, .sql, .why, .explain, .again, .nextCandidate, .forget, .chart, .approve, .fix, .reject, .review, .audit,
      .history,
      .model, .tune:
      try await converse(command, &arguments, &reply)
    }
    if let stray = try arguments.word() { throw ReplError.strayArgument(command.name, String(stray.prefix(40))) }
    reader.resume(arguments.remainder)
  }

  static func given(_ argument: String?, _ command: MetaCommand) throws(ReplError) -> String {
    guard let argument, !argument.isEmpty else {
      throw .missingArgument(command.name, command.argument ?? "nothing")
    }
    return argument
  }

  private func condition(_ command: MetaCommand, _ arguments: inout ArgumentReader) throws {
    let line = arguments.line()
    let values = variables
    func holds() throws(ReplError) -> Bool {
      var words = ArgumentReader(line, values)
      let word = try words.word() ?? ""
      guard let truth = Variables.truth(word) else {
        throw .badOption("\\if", String(word.prefix(40)), allowed: "true or false")
      }
      return truth
    }
    switch command {
    case .when: try conditions.begin(holds)
    case .elseWhen: try conditions.another(holds)
    case .otherwise: try conditions.otherwise()
    default: try conditions.end()
    }
  }

  private func dress(
    _ command: MetaCommand, _ arguments: inout ArgumentReader, _ reply: inout ReplReply
  ) throws(ReplError) {
    func say(_ text: String) { if !display.isQuiet { reply.say(text) } }
    func apply(_ option: DisplayOption, _ value: String?) throws(ReplError) {
      try option.apply(value, to: &display)
      say(option.sentence(display))
    }
    switch command {
    case .expanded: try apply(.expanded, try arguments.word())
    case .align: try apply(.format, display.style.format == .aligned ? "unaligned" : "aligned")
    case .tuplesOnly: try apply(.tuplesOnly, try arguments.word())
    case .separator:
      let value = try arguments.word()
      if let value { try DisplayOption.fieldSeparator.apply(value, to: &display) }
      say(DisplayOption.fieldSeparator.sentence(display))
    case .title:
      let words = try arguments.words()
      try apply(.title, words.isEmpty ? nil : words.joined(separator: " "))
    case .timing:
      let word = try arguments.word()
      if let word, Variables.truth(word) == nil {
        throw .badOption("\\timing", String(word.prefix(40)), allowed: "on or off")
      }
      display.isTimed = word.flatMap(Variables.truth) ?? !display.isTimed
      say("Timing is \(display.isTimed ? "on" : "off").")
    default:
      guard let name = try arguments.word() else {
        let width = DisplayOption.allCases.map(\.rawValue.count).max() ?? 0
        for option in DisplayOption.allCases {
          let blanks = String(repeating: " ", count: width - option.rawValue.count + 1)
          reply.say(option.rawValue + blanks + option.value(display))
        }
        return
      }
      let option = try DisplayOption.named(name)
      try apply(option, try arguments.word())
    }
  }

  private func script(
    _ command: MetaCommand, _ arguments: inout ArgumentReader, _ reply: inout ReplReply
  ) throws(ReplError) {
    switch command {
    case .set:
      guard let name = try arguments.word() else {
        for (name, value) in variables.values.sorted(by: { $0.key < $1.key }) {
          reply.say("\(name) = '\(value.replacing("'", with: "\\'").replacing("\n", with: "\\n"))'")
        }
        return
      }
      guard Variables.isName(name) else {
        throw .badOption("\\set", String(name.prefix(40)), allowed: "letters, digits and _")
      }
      variables[name] = try arguments.words().joined()
      if name == "QUIET" { display.isQuiet = variables.isOn(name) }
    case .unset: variables[try Self.given(try arguments.word(), command)] = nil
    default:
      var words = try arguments.words()
      let ends = words.first != "-n"
      if !ends { words.removeFirst() }
      let text = words.joined(separator: " ") + (ends ? "\n" : "")
      switch command {
      case .echo: reply.output += text
      case .warn: reply.errors += text
      default: give(text, &reply)
      }
    }
  }

  private func helpPage(_ topic: String?, _ reply: inout ReplReply) {
    switch topic {
    case "variables": reply.output += HelpPage.variables
    case "options": reply.output += HelpPage.options
    default: reply.output += MetaCommand.helpPage
    }
    reply.pager = display.pager
  }

  private func sqlHelp(_ topic: String, _ reply: inout ReplReply) throws(ReplError) {
    reply.output += try HelpPage.sql(topic.hasSuffix(";") ? String(topic.dropLast()).trimmed : topic)
    reply.pager = display.pager
  }
}
