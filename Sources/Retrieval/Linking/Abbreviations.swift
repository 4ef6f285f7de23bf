/// What short forms in names stand for, from `Lexicon/abbreviations.txt`: `fname` is "first name".
package enum Abbreviations {
  /// The words of each short form, all lower case.
  package static let words: [String: [String]] = {
    var words: [String: [String]] = [:]
    for line in (EmbeddedText.files["Lexicon/abbreviations.txt"] ?? "").split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      if fields.count > 1 { words[fields[0]] = Array(fields.dropFirst()) }
    }
    return words
  }()

  /// The words with short forms written out; nil where there are none.
  static func expanded(_ words: [String]) -> [String]? {
    let long = words.flatMap { Self.words[$0] ?? [$0] }
    return long == words ? nil : long
  }
}
