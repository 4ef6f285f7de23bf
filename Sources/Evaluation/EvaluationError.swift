internal import Vocabulary

/// What can break while a suite is measured.
package enum EvaluationError: Breakage {
  case unreadable(String)
  case badLine(String, Int)
  case badArray(String)
  case noSuiteInFolder(String)
  case noTemplate
  case allGoldFails(message: String)
  case strangers(String)
  case badReport(String)
  case unwritable(String)
  case noTunedModel
  case severalDatabases

  package var code: String {
    switch self {
    case .unreadable: "DE001"
    case .badLine, .badArray: "DE002"
    case .allGoldFails: "DE003"
    case .noSuiteInFolder: "DE004"
    case .noTemplate: "DE005"
    case .strangers: "DE006"
    case .badReport: "DE007"
    case .unwritable: "DE008"
    case .noTunedModel: "DE009"
    case .severalDatabases: "DE010"
    }
  }

  package var message: String {
    switch self {
    case .unreadable(let path): "the suite \(path) cannot be read"
    case .badLine(let path, let line): "line \(line) of \(path) is no question"
    case .badArray(let path): "\(path) is no array of questions"
    case .allGoldFails(let message): "no gold query of the first database runs: \(message)"
    case .noSuiteInFolder(let path): "the folder \(path) holds no questions.jsonl and no dev.json"
    case .noTemplate: "the suite's questions are of several databases"
    case .strangers(let path): "\(path) has no question of this suite"
    case .badReport(let path): "\(path) is no report of `dragoman evaluate`"
    case .unwritable(let path): "the report \(path) cannot be written"
    case .noTunedModel: "no model at hand was tuned on this database"
    case .severalDatabases: "a comparison is of one database, and the suite has several"
    }
  }

  package var hint: String? {
    switch self {
    case .unreadable, .unwritable: nil
    case .badLine: #"Each line is {"id": …, "question": …, "gold": ["SELECT …"]}."#
    case .badArray: "Spider's dev.json and BIRD's mini_dev_postgresql.json are read as they were published."
    case .allGoldFails: "Is this the database that the suite was written for?"
    case .noSuiteInFolder: "Name the file of questions itself."
    case .noTemplate: "Say where they are: --database-url-template 'host=… dbname={db} user=…'."
    case .noTunedModel: "`dragoman tune` makes one; `dragoman models` lists what there is; --tuned names one."
    case .severalDatabases: "Give a suite whose questions are all of the database in database.url."
    case .strangers, .badReport: "Give a report.json that was written over the same suite."
    }
  }
}
