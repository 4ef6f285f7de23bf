internal import Access
internal import HTTPTypes

/// Every route there is; `docs/http-api.md` and `openapi.yaml` list them, and tests say so.
enum Route: String, CaseIterable {
  case query = "POST /v1/query"
  case validate = "POST /v1/validate"
  case run = "POST /v1/run"
  case conversation = "GET /v1/conversations/{id}"
  case databases = "GET /v1/databases"
  case schema = "GET /v1/databases/{name}/schema"
  case auditList = "GET /v1/audit"
  case auditRecord = "GET /v1/audit/{id}"
  case auditVerify = "POST /v1/audit/verify"
  case reviews = "GET /v1/reviews"
  case approve = "POST /v1/reviews/{id}/approve"
  case correct = "POST /v1/reviews/{id}/correct"
  case reject = "POST /v1/reviews/{id}/reject"
  case feedback = "POST /v1/reviews/{id}/feedback"
  case models = "GET /v1/models"
  case promote = "POST /v1/models/{name}/promote"
  case rollback = "POST /v1/models/rollback"
  case live = "GET /health/live"
  case ready = "GET /health/ready"
  case metrics = "GET /metrics"
  case openAPI = "GET /openapi.yaml"
  case agents = "POST /mcp"
  case askPage = "GET /"
  case reviewPage = "GET /review"
  case auditPage = "GET /audit"
  case recordPage = "GET /audit/{id}"
  case modelsPage = "GET /models"
  case comparisonPage = "GET /models/comparison"
  case schemaPage = "GET /schema"
  case signInPage = "GET /sign-in"
  case signIn = "POST /sign-in"
  case signOut = "POST /sign-out"
  case asset = "GET /assets/{file}"

  /// Who may come.
  enum Entry: Equatable {
    case everybody
    /// Whoever has this scope.
    case holders(Scope)
  }

  var path: String { String(rawValue.drop { $0 != " " }.dropFirst()) }

  var method: HTTPRequest.Method { rawValue.hasPrefix("POST") ? .post : .get }

  var entry: Entry {
    switch self {
    case .live, .ready, .openAPI, .signInPage, .signIn, .signOut, .asset: .everybody
    case .query, .validate, .conversation, .databases, .schema, .feedback, .agents, .askPage, .schemaPage:
      .holders(.ask)
    case .run: .holders(.run)
    case .auditList, .auditRecord, .auditVerify, .auditPage, .recordPage: .holders(.audit)
    case .reviews, .approve, .correct, .reject, .reviewPage: .holders(.review)
    case .models, .promote, .rollback, .modelsPage, .comparisonPage: .holders(.models)
    case .metrics: .holders(.metrics)
    }
  }

  /// Whether it costs the database or a model something, so that callers get only so much of it.
  var isWork: Bool {
    switch self {
    case .query, .validate, .run, .correct, .agents, .auditVerify: true
    default: false
    }
  }

  /// Its work goes to a thread of its own, so that the rest may stay on the thread of the connection.
  var hasWorker: Bool {
    switch self {
    case .query, .validate, .run, .agents: true
    default: false
    }
  }

  /// A page for people: who is not known yet is led to the door rather than told off.
  var isPage: Bool {
    switch self {
    case .askPage, .reviewPage, .auditPage, .recordPage, .modelsPage, .comparisonPage, .schemaPage: true
    default: false
    }
  }

  /// Whether a request's path is this route's.
  func matches(_ wanted: String) -> Bool {
    let (ours, theirs) = (path.split(separator: "/"), wanted.split(separator: "/"))
    return ours.count == theirs.count && zip(ours, theirs).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }
}
