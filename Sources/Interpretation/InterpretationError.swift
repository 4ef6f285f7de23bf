internal import Vocabulary

/// What can break between a question and its answer that no single stage is to blame for.
package enum InterpretationError: Breakage {
  case emptyQuestion
  case longQuestion(bytes: Int, limit: Int)
  case noModel
  case brokenModel(String, String)
  case strangePrincipal(String)

  package var code: String {
    switch self {
    case .emptyQuestion: "DQ001"
    case .longQuestion: "DQ002"
    case .noModel: "DQ003"
    case .brokenModel: "DQ004"
    case .strangePrincipal: "DQ005"
    }
  }

  package var message: String {
    switch self {
    case .emptyQuestion: "there is no question"
    case .longQuestion(let bytes, let limit): "the question has \(bytes) bytes; at most \(limit) are read"
    case .noModel: "there is no model to ask"
    case .brokenModel(let folder, let problem): "the model folder \(folder) cannot be used: \(problem)"
    case .strangePrincipal(let name): "the settings give \(name) no role in the database"
    }
  }

  package var hint: String? {
    switch self {
    case .emptyQuestion, .longQuestion, .brokenModel: nil
    case .strangePrincipal: "Add the name, or * for everybody, to identity.roles or identity.settings."
    case .noModel: "Set model.url to an OpenAI-compatible server, or models.folder to a folder of models."
    }
  }
}
