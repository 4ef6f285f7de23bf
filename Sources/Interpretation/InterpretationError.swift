internal import Vocabulary

/// What can break between a question and its answer that no single stage is to blame for.
package enum InterpretationError: Breakage {
  case emptyQuestion
  case longQuestion(bytes: Int, limit: Int)
  case noModel
  case brokenModel(String, String)
  case strangePrincipal(String)
  case unknownModel(String, nearest: [String])
  case nothingBefore(database: String)
  case shelfUnwritable(String)
  case noOtherStatement
  case noSuchChoice(Int, count: Int)

  package var code: String {
    switch self {
    case .emptyQuestion: "DQ001"
    case .longQuestion: "DQ002"
    case .noModel: "DQ003"
    case .brokenModel: "DQ004"
    case .strangePrincipal: "DQ005"
    case .unknownModel: "DQ006"
    case .nothingBefore: "DQ007"
    case .shelfUnwritable: "DQ008"
    case .noOtherStatement: "DQ009"
    case .noSuchChoice: "DQ010"
    }
  }

  package var message: String {
    switch self {
    case .emptyQuestion: "there is no question"
    case .longQuestion(let bytes, let limit): "the question has \(bytes) bytes; at most \(limit) are read"
    case .noModel: "there is no model to ask"
    case .brokenModel(let folder, let problem): "the model folder \(folder) cannot be used: \(problem)"
    case .strangePrincipal(let name): "the settings give \(name) no role in the database"
    case .unknownModel(let name, _): "there is no model \(name)"
    case .nothingBefore(let database): "no other model answered for \(database) before"
    case .shelfUnwritable(let folder): "the folder of models \(folder) cannot be written"
    case .noOtherStatement: "the model has no other statement for this question"
    case .noSuchChoice(let number, let count):
      count == 0 ? "that question has no choices" : "there is no choice \(number), only 1 to \(count)"
    }
  }

  package var hint: String? {
    switch self {
    case .emptyQuestion, .longQuestion, .brokenModel: nil
    case .noSuchChoice(_, let count):
      count == 0 ? "Ask it again." : "Choose a number from 1 to \(count), or ask in other words."
    case .strangePrincipal: "Add the name, or * for everybody, to identity.roles or identity.settings."
    case .unknownModel(_, let nearest):
      nearest.first.map { "Did you mean \($0)?" } ?? "`dragoman models` lists them."
    case .nothingBefore: "`dragoman models promote` chooses another one."
    case .noOtherStatement: "Ask in other words, or say what would be right."
    case .shelfUnwritable: "Set models.folder to a folder that this user may write."
    case .noModel: "Set model.url to an OpenAI-compatible server, or models.folder to a folder of models."
    }
  }
}
