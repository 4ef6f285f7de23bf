internal import Presentation

/// The options of `\pset`, with psql's names and words.
enum DisplayOption: String, CaseIterable {
  case border, columns
  case csvSeparator = "csv_fieldsep"
  case expanded
  case fieldSeparator = "fieldsep"
  case fieldSeparatorZero = "fieldsep_zero"
  case footer, format
  case lines = "linestyle"
  case null, pager
  case recordSeparator = "recordsep"
  case recordSeparatorZero = "recordsep_zero"
  case title
  case tuplesOnly = "tuples_only"

  /// psql's short names.
  private static let aliases: [String: DisplayOption] = ["x": .expanded, "vertical": .expanded, "t": .tuplesOnly]

  static func named(_ name: String) throws(ReplError) -> DisplayOption {
    guard let option = DisplayOption(rawValue: name) ?? aliases[name] else {
      throw .unknownOption(String(name.prefix(40)))
    }
    return option
  }

  /// What a display becomes when the option is given a value, or none.
  func apply(_ value: String?, to display: inout Display) throws(ReplError) {
    switch self {
    case .border: display.style.border = try number(value) ?? display.style.border
    case .columns: display.columns = try number(value) ?? display.columns
    case .csvSeparator:
      guard let value else { return }
      guard value.utf8.count == 1, let character = value.first, !["\"", "\n", "\r"].contains(character) else {
        throw bad(value, "one character that is no quote and no newline")
      }
      display.style.csvSeparator = character
    case .expanded:
      if value?.lowercased() == "auto" {
        display.style.expanded = .auto
      } else {
        display.style.expanded = try flag(value, display.style.expanded != .off) ? .on : .off
      }
    case .fieldSeparator: display.style.fieldSeparator = value ?? display.style.fieldSeparator
    case .fieldSeparatorZero: display.style.fieldSeparator = "\0"
    case .footer: display.style.footer = try flag(value, display.style.footer)
    case .format: display.style.format = try choice(value, TableStyle.Format.allCases) ?? display.style.format
    case .lines: display.style.lines = try choice(value, LineStyle.allCases) ?? display.style.lines
    case .null: display.style.null = value ?? display.style.null
    case .pager:
      if value?.lowercased() == "always" {
        display.pager = .always
      } else {
        display.pager = try flag(value, display.pager != .off) ? .on : .off
      }
    case .recordSeparator: display.style.recordSeparator = value ?? display.style.recordSeparator
    case .recordSeparatorZero: display.style.recordSeparator = "\0"
    case .title: display.style.title = value
    case .tuplesOnly: display.style.tuplesOnly = try flag(value, display.style.tuplesOnly)
    }
  }

  /// What psql says of the option's value.
  func sentence(_ display: Display) -> String {
    let style = display.style
    return switch self {
    case .border: "Border style is \(style.border)."
    case .columns: display.columns == 0 ? "Target width is unset." : "Target width is \(display.columns)."
    case .csvSeparator: "Field separator for CSV is \"\(style.csvSeparator)\"."
    case .expanded:
      style.expanded == .auto
        ? "Expanded display is used automatically." : "Expanded display is \(style.expanded.rawValue)."
    case .fieldSeparator, .fieldSeparatorZero:
      style.fieldSeparator == "\0" ? "Field separator is zero byte." : "Field separator is \"\(style.fieldSeparator)\"."
    case .footer: "Default footer is \(Self.onOff(style.footer))."
    case .format: "Output format is \(style.format.rawValue)."
    case .lines: "Line style is \(style.lines.rawValue)."
    case .null: "Null display is \"\(style.null)\"."
    case .pager:
      switch display.pager {
      case .off: "Pager usage is off."
      case .on: "Pager is used for long output."
      case .always: "Pager is always used."
      }
    case .recordSeparator, .recordSeparatorZero:
      switch style.recordSeparator {
      case "\0": "Record separator is zero byte."
      case "\n": "Record separator is <newline>."
      default: "Record separator is \"\(style.recordSeparator)\"."
      }
    case .title: style.title.map { "Title is \"\($0)\"." } ?? "Title is unset."
    case .tuplesOnly: "Tuples only is \(Self.onOff(style.tuplesOnly))."
    }
  }

  /// The value as `\pset` lists it.
  func value(_ display: Display) -> String {
    let style = display.style
    return switch self {
    case .border: String(style.border)
    case .columns: String(display.columns)
    case .csvSeparator: "'\(style.csvSeparator)'"
    case .expanded: style.expanded.rawValue
    case .fieldSeparator: Self.quoted(style.fieldSeparator)
    case .fieldSeparatorZero: Self.onOff(style.fieldSeparator == "\0")
    case .footer: Self.onOff(style.footer)
    case .format: style.format.rawValue
    case .lines: style.lines.rawValue
    case .null: Self.quoted(style.null)
    case .pager: display.pager.rawValue
    case .recordSeparator: Self.quoted(style.recordSeparator)
    case .recordSeparatorZero: Self.onOff(style.recordSeparator == "\0")
    case .title: style.title.map(Self.quoted) ?? ""
    case .tuplesOnly: Self.onOff(style.tuplesOnly)
    }
  }

  private func number(_ value: String?) throws(ReplError) -> Int? {
    guard let value else { return nil }
    guard let number = Int(value), (0...65_535).contains(number) else { throw bad(value, "a number of 0 or more") }
    return number
  }

  private func flag(_ value: String?, _ current: Bool) throws(ReplError) -> Bool {
    guard let value else { return !current }
    guard let flag = Variables.truth(value) else { throw bad(value, "on or off") }
    return flag
  }

  /// Any unambiguous beginning will do.
  private func choice<Choice: RawRepresentable & Sendable>(
    _ value: String?, _ choices: [Choice]
  ) throws(ReplError) -> Choice? where Choice.RawValue == String {
    guard let value, !value.isEmpty else { return nil }
    let lower = value.lowercased()
    let fitting = choices.filter { $0.rawValue == lower }
    let beginning = choices.filter { $0.rawValue.hasPrefix(lower) }
    guard let choice = fitting.first ?? (beginning.count == 1 ? beginning.first : nil) else {
      throw bad(value, choices.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  private func bad(_ value: String, _ allowed: String) -> ReplError {
    .badOption(rawValue, String(value.prefix(40)), allowed: allowed)
  }

  private static func onOff(_ flag: Bool) -> String { flag ? "on" : "off" }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("'", with: "\\'") + "'"
  }
}
