internal import HTTPTypes
internal import Hummingbird

/// Every route there is; `docs/http.md` lists them, and a test says so.
enum Route: String, CaseIterable {
  case query = "POST /v1/query"
  case run = "POST /v1/run"
  case databases = "GET /v1/databases"
  case live = "GET /health/live"
  case ready = "GET /health/ready"

  var path: String { String(rawValue.drop { $0 != " " }.dropFirst()) }

  var method: HTTPRequest.Method { rawValue.hasPrefix("POST") ? .post : .get }

  static func add(_ queries: QueryDesk, _ health: HealthDesk, to router: Router<BasicRequestContext>) {
    for route in allCases {
      router.on(RouterPath(route.path), method: route.method) { request, _ -> Response in
        switch route {
        case .query: try await queries.query(request)
        case .run: try await queries.run(request)
        case .databases: try await health.databases()
        case .live: HealthDesk.live()
        case .ready: await health.ready()
        }
      }
    }
  }
}
