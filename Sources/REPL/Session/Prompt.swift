/// Spells a prompt out as psql does: `%/` database, `%n` user, `%R` the mark, `%#` the end, `%%` a percent sign.
enum Prompt {
  static func text(_ format: String, database: String, user: String, mark: String) -> String {
    var text = ""
    var rest = format[...]
    while let character = rest.popFirst() {
      guard character == "%", let code = rest.popFirst() else {
        text.append(character)
        continue
      }
      switch code {
      case "/", "~": text += database
      case "n": text += user
      case "R": text += mark
      // Nobody is a superuser here, and no transaction outlives its statement.
      case "#": text += ">"
      case "x": break
      case "%": text += "%"
      default: text += "%\(code)"
      }
    }
    return text
  }
}
