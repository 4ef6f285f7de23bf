/// Where a model server is and how patient we are with it.
package struct ModelEndpoint: Sendable, Hashable {
  /// The address without a path that ends in `/v1` and without a closing slash.
  package let url: String
  /// The model to ask for; `nil` takes the first one that the server lists.
  package var model: String?
  package var key: APIKey?
  /// `nil` finds out.
  package var dialect: ModelServerDialect?
  /// How the server is told a grammar; the dialect's way when `nil`.
  package var grammarForm: GrammarForm?
  /// How long one question may take in all, unless its own deadline is earlier.
  package var timeout: Duration
  package var connectTimeout: Duration
  /// How often a request is sent again that certainly was not worked on.
  package var retries: Int

  package init(
    url: String, model: String? = nil, key: APIKey? = nil, dialect: ModelServerDialect? = nil,
    grammarForm: GrammarForm? = nil,
    timeout: Duration = .seconds(60), connectTimeout: Duration = .seconds(5), retries: Int = 2
  ) {
    var url = url
    while url.hasSuffix("/") { url.removeLast() }
    if url.hasSuffix("/v1") { url.removeLast(3) }
    while url.hasSuffix("/") { url.removeLast() }
    self.url = url
    self.model = model
    self.key = key
    self.dialect = dialect
    self.grammarForm = grammarForm
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.retries = retries
  }
}

/// A model server as it was found.
package struct ModelServer: Sendable, Hashable {
  package var endpoint: ModelEndpoint
  package var dialect: ModelServerDialect
  /// The name that requests carry.
  package var model: String?
  /// How many answers one request may ask for.
  package var maxCount: Int

  package init(endpoint: ModelEndpoint, dialect: ModelServerDialect, model: String?, maxCount: Int) {
    self.endpoint = endpoint
    self.dialect = dialect
    self.model = model
    self.maxCount = maxCount
  }

  /// How the server is told a grammar; `nil` where it takes none.
  var grammarForm: GrammarForm? { endpoint.grammarForm ?? dialect.grammarForm.flatMap { GrammarForm.known[$0] } }
}
