package import Vocabulary

/// What can break while training data is made.
package enum TuningError: Breakage {
  /// A line of a lexicon file cannot be read.
  case lexicon(file: String, line: Int)
  /// A form of `asked.txt` cannot be read.
  case form(String)
  /// A lexicon file is not in the program.
  case missingLexicon(file: String)
  /// Chat rows need a profile of conversations that end in SQL.
  case noChatProfile(String)
  /// A script of `training/` ended with an error.
  case pythonFailed(script: String, status: Int32)
  /// There is no Python to train with.
  case noPython(String)
  /// The disk is too full for what is to be installed.
  case noDisk(folder: String, megabytes: Int, free: Int)
  /// There is no model to tune on from.
  case noBase
  /// Nothing says that a model is better.
  case unmeasured(String)

  package var code: String {
    switch self {
    case .lexicon, .form: "DT001"
    case .missingLexicon: "DT002"
    case .noChatProfile: "DT010"
    case .pythonFailed: "DT004"
    case .noPython: "DT005"
    case .noDisk: "DT006"
    case .noBase: "DT007"
    case .unmeasured: "DT008"
    }
  }

  package var message: String {
    switch self {
    case .lexicon(let file, let line): "The lexicon file \(file) cannot be read at line \(line)."
    case .form(let rule): "A form of asked.txt cannot be read: \(rule)"
    case .missingLexicon(let file): "The lexicon file \(file) is missing from the program."
    case .noChatProfile(let name): "The prompt profile \(name) is no conversation that ends in SQL."
    case .pythonFailed(let script, let status): "\(script) ended with status \(status): its own words stand above."
    case .noPython(let path): "There is no Python to train with at \(path)."
    case .noDisk(let folder, let megabytes, let free):
      "PyTorch needs \(megabytes) MB in \(folder), where \(free) MB are free."
    case .noBase: "There is no general model to tune on from."
    case .unmeasured(let model): "Nothing says that \(model) is better than the model that answers now."
    }
  }

  package var hint: String? {
    switch self {
    case .lexicon, .form: "Compare the line with its neighbours: brackets must close and fields are separated by |."
    case .missingLexicon: "Build the program again from a complete checkout."
    case .noChatProfile: "Use generic-chat-1, or another profile of the form chat (prompts/README.md)."
    case .pythonFailed: "Call `dragoman tune` again once that is mended: it goes on where it stopped."
    case .noPython: "Install Debian's python3-venv, or name an interpreter with training.python."
    case .noDisk: "Make room, or name an environment elsewhere with training.python."
    case .noBase: "Name a model folder or a checkpoint with --base."
    case .unmeasured: "Compare them: dragoman models promote NAME --suite FILE."
    }
  }
}
