import Vocabulary

/// What can be wrong with the settings.
enum SettingsError: Breakage {
  case unreadable(String)
  case malformed(String, String)
  case unknown(String, in: String)
  case badValue(Setting, String, String)
  case missing(Setting)

  var code: String {
    switch self {
    case .unreadable: "DC001"
    case .malformed: "DC002"
    case .unknown: "DC003"
    case .badValue: "DC004"
    case .missing: "DC005"
    }
  }

  var message: String {
    switch self {
    case .unreadable(let path): "the settings file \(path) cannot be read"
    case .malformed(let path, let problem): "the settings file \(path) is no YAML of settings: \(problem)"
    case .unknown(let name, let place): "there is no setting \(name) (in \(place))"
    case .badValue(let setting, let text, let wanted): "\(setting.rawValue) is \(wanted), not \"\(text)\""
    case .missing(let setting): "\(setting.rawValue) is not set: \(setting.summary)"
    }
  }

  var hint: String? {
    switch self {
    case .unreadable, .malformed, .badValue: nil
    case .unknown(let name, _):
      Suggestion.nearest(to: name, in: Setting.allCases.map(\.rawValue)).first.map { "Did you mean \($0)?" }
        ?? "`dragoman config` lists them all."
    case .missing(let setting):
      "Set it in dragoman.yaml, by \(setting.environmentName), or by --set \(setting.rawValue)=…"
    }
  }
}
