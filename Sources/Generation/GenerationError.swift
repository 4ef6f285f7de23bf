internal import Vocabulary

/// Why no candidate came from the model.
package enum GenerationError: Breakage, Hashable {
  case unreachable(url: String, reason: String)
  case timedOut(url: String)
  case overloaded(status: Int, message: String?)
  case rejected(status: Int, message: String?)
  case malformedAnswer(reason: String, excerpt: String?)
  /// The stream ended without saying that the answer is complete.
  case cutStream(characters: Int)
  case failedWhileAnswering(message: String)
  case tooLong(limit: Int)
  case cancelled
  case invalidAddress(reason: String)
  case insecure(reason: String)
  case keyUnreadable(origin: String, reason: String)
  case noModel(url: String)

  case runtimeMissing(path: String)
  case modelMissing(path: String)
  case startFailed(reason: String, log: String, tail: String)
  case keepsDying(times: Int, log: String, tail: String)
  case stopped
  case notReadyYet
}

extension GenerationError {
  package var code: String {
    switch self {
    case .unreachable: "DG010"
    case .timedOut: "DG011"
    case .overloaded: "DG012"
    case .rejected: "DG013"
    case .malformedAnswer: "DG014"
    case .cutStream: "DG015"
    case .failedWhileAnswering: "DG016"
    case .tooLong: "DG017"
    case .cancelled: "DG018"
    case .invalidAddress: "DG020"
    case .insecure: "DG021"
    case .keyUnreadable: "DG022"
    case .noModel: "DG023"
    case .runtimeMissing: "DG030"
    case .modelMissing: "DG031"
    case .startFailed: "DG032"
    case .keepsDying: "DG033"
    case .stopped: "DG034"
    case .notReadyYet: "DG035"
    }
  }

  package var message: String {
    switch self {
    case .unreachable(let url, _): "the model server at \(url) cannot be reached"
    case .timedOut(let url): "the model server at \(url) did not answer in time"
    case .overloaded(let status, _): "the model server has no capacity now (status \(status))"
    case .rejected(let status, _): "the model server refused the request (status \(status))"
    case .malformedAnswer(let reason, _): "the model server's answer cannot be understood: \(reason)"
    case .cutStream(let characters): "the model's answer was cut off after \(characters) characters"
    case .failedWhileAnswering: "the model server failed while it was answering"
    case .tooLong(let limit): "the model server's answer is longer than \(limit) bytes"
    case .cancelled: "the generation was cancelled"
    case .invalidAddress(let reason): "the model server's address cannot be used: \(reason)"
    case .insecure: "no trustworthy connection to the model server"
    case .keyUnreadable(let origin, let reason): "\(origin) gives no API key: \(reason)"
    case .noModel(let url): "the model server at \(url) lists no model"
    case .runtimeMissing(let path): "the model runtime is not installed: there is no \(path)"
    case .modelMissing(let path): "there is no model file \(path)"
    case .startFailed(let reason, _, _): "the embedded model did not start: \(reason)"
    case .keepsDying(let times, _, _): "the embedded model ended \(times) times in a row"
    case .stopped: "the embedded model was stopped"
    case .notReadyYet: "the embedded model was not ready in time"
    }
  }

  package var detail: String? {
    switch self {
    case .unreachable(_, let reason), .insecure(let reason): reason
    case .overloaded(_, let message), .rejected(_, let message): message
    case .malformedAnswer(_, let excerpt): excerpt
    case .failedWhileAnswering(let message): message
    case .startFailed(_, _, let tail), .keepsDying(_, _, let tail): tail.isEmpty ? nil : tail
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .unreachable: "Check that the model server runs and that model.url is its address."
    case .timedOut: "Raise model.timeout, or use a faster model."
    case .overloaded: "Ask again in a moment."
    case .rejected(401, _), .rejected(403, _): "Give the server's API key with model.key-file or its variable."
    case .rejected(404, _): "Check model.url and model.name: the server knows no such page or model."
    case .malformedAnswer: "Check that model.url is an OpenAI-compatible server."
    case .keyUnreadable: "Put the key, and nothing else, there."
    case .invalidAddress: "Use an address like http://127.0.0.1:8080."
    case .noModel: "Load a model there, or name one with model.name."
    case .runtimeMissing: "Run scripts/demo once, which installs it, or set model.url to a server of your own."
    case .modelMissing: "Set models.folder to a folder of models, or train one with dragoman tune."
    case .notReadyYet: "It is still starting: ask again in a moment, or raise model.timeout."
    case .startFailed(_, let log, _), .keepsDying(_, let log, _): "The whole log is in \(log)."
    default: nil
    }
  }

  /// Whether the server itself seems to be gone, so that another one may answer.
  var isLossOfServer: Bool {
    switch self {
    case .unreachable, .cutStream: true
    default: false
    }
  }
}
