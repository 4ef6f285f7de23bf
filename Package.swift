// swift-tools-version: 6.2
import PackageDescription

// One section a floor, lowest first; a module imports lower floors only (scripts/check-floors proves it).
// `house` is what every target of ours is compiled with.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A module of ours; `embeds` turns text files (its own or a top-level folder's) into code at build time.
func module(_ name: String, _ dependencies: [Target.Dependency], embeds: Bool = false, exclude: [String] = []) -> Target
{
  .target(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house,
    plugins: embeds ? ["EmbedText"] : [])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

let package = Package(
  name: "dragoman",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
  ],
  targets: [
    // 0 · C libraries
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CPGQuery", providers: [.apt(["libpg-query-dev", "libprotobuf-c-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CSpawn"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CEditLine", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),

    // Build tools
    .executableTarget(name: "embed-text", swiftSettings: house),
    .plugin(name: "EmbedText", capability: .buildTool(), dependencies: ["embed-text"]),

    // 1 · vocabulary
    module("Vocabulary", [], embeds: true, exclude: ["Lexicon"]),
    module("Threads", []),

    // 2 · drivers
    module("Digests", ["COpenSSL"]),
    module("Postgres", ["CPostgres", "Threads", "Vocabulary"]),
    module("SQLSyntax", ["CPGQuery", "Vocabulary"]),
    module("Curl", ["CCurl", "Threads", "Vocabulary"]),

    // 3 · storage
    module(
      "Storage",
      [
        "Postgres", "Digests", "Threads", "Vocabulary", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], embeds: true),

    module(
      "Telemetry", ["Curl", .product(name: "Tracing", package: "swift-distributed-tracing")]),

    // 4 · stages
    module("Introspection", ["Postgres", "SQLSyntax", "Digests", "Vocabulary"], embeds: true, exclude: ["SQL"]),
    module("Retrieval", ["SQLSyntax", "Threads", "Vocabulary", "Yams"], embeds: true, exclude: ["Lexicon"]),
    module("Tagging", ["SQLSyntax", "Vocabulary"]),
    module("Prompting", ["Vocabulary", .product(name: "Mustache", package: "swift-mustache"), "Yams"], embeds: true),
    module(
      "Generation", ["Curl", "CSpawn", "Vocabulary"], embeds: true, exclude: ["grammar-forms.json"]),
    module("SafeExecution", ["Postgres", "SQLSyntax", "Vocabulary"], embeds: true, exclude: ["Policy"]),
    module("Presentation", ["Vocabulary"]),
    module("Auditing", ["Storage", "Digests", "Threads", "Vocabulary"], embeds: true, exclude: ["SQL"]),
    module(
      "Access", ["Storage", "Digests", "Curl", "Vocabulary", .product(name: "JWTKit", package: "jwt-kit")],
      embeds: true, exclude: ["SQL"]),

    // 5 · interpretation
    module(
      "Interpretation",
      [
        "Introspection", "Retrieval", "Tagging", "Prompting", "Generation", "SafeExecution", "Auditing", "Postgres",
        "Digests", "SQLSyntax", "Vocabulary", .product(name: "Tracing", package: "swift-distributed-tracing"),
      ], embeds: true, exclude: ["Ranking/plausibility.json"]),

    // 6 · judging
    module(
      "Evaluation",
      [
        "Interpretation", "Auditing", "Postgres", "SafeExecution", "Vocabulary",
        .product(name: "Mustache", package: "swift-mustache"),
      ], embeds: true, exclude: ["Pages"]),
    module(
      "Watching", ["Vocabulary", .product(name: "Mustache", package: "swift-mustache")], embeds: true,
      exclude: ["Pages"]),
    module(
      "Reviewing", ["Interpretation", "Auditing", "SafeExecution", "SQLSyntax", "Vocabulary"], embeds: true,
      exclude: ["Policy"]),

    // 7 · learning
    module(
      "Tuning", ["Evaluation", "Retrieval", "Tagging", "Prompting", "SQLSyntax", "Vocabulary"], embeds: true,
      exclude: ["Lexicon", "Pages"]),

    module(
      "AgentTools", ["Interpretation", "SafeExecution", "Presentation", "Vocabulary"], embeds: true,
      exclude: ["tools.json", "instructions.md"]),

    // 8 · doors
    module(
      "HTTPService",
      [
        "Access", "AgentTools", "Reviewing", "Auditing", "Interpretation", "SafeExecution", "Presentation", "Storage",
        "Threads", "Vocabulary", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"), .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ], embeds: true, exclude: ["openapi.yaml", "Templates"]),
    module(
      "REPL",
      [
        "Reviewing", "Interpretation", "Auditing", "Presentation", "SafeExecution", "SQLSyntax", "Vocabulary",
        "CEditLine",
      ], embeds: true, exclude: ["Pages/options.txt", "Pages/sql.txt", "Pages/variables.txt"]),

    // 9 · executable
    .executableTarget(
      name: "dragoman",
      dependencies: [
        "HTTPService", "AgentTools", "Access", "REPL", "Tuning", "Evaluation", "Reviewing", "Watching",
        "Interpretation", "Generation", "SafeExecution", "Auditing", "Presentation", "Prompting", "Retrieval",
        "Storage",
        "Digests", "Telemetry", "Vocabulary", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      swiftSettings: house),

    // Tests
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
    .target(name: "Mutating", dependencies: ["SQLSyntax"], path: "Tests/Mutating", swiftSettings: house),
    .executableTarget(
      name: "fuzz", dependencies: ["Mutating", "SafeExecution", "SQLSyntax", "Vocabulary"], path: "Tests/fuzz",
      swiftSettings: house),
    .target(
      name: "GrammarReading", dependencies: ["Vocabulary"], path: "Tests/GrammarReading", swiftSettings: house),
    .executableTarget(
      name: "grammar-trial",
      dependencies: ["Generation", "GrammarReading", "Prompting", "SafeExecution", "Vocabulary"],
      path: "Tests/GrammarTrial", swiftSettings: house),
    .target(name: "ModelTestSupport", path: "Tests/ModelTestSupport", exclude: ["Fixtures"], swiftSettings: house),
    .target(
      name: "DoorTestSupport",
      dependencies: [
        "Interpretation", "Auditing", "Generation", "ModelTestSupport", "Prompting", "Reviewing", "SafeExecution",
        "Storage", "TestSupport", "Vocabulary",
      ], path: "Tests/DoorTestSupport", swiftSettings: house),
    .executableTarget(
      name: "audit-trial",
      dependencies: [
        "Auditing", "Digests", "Storage", "TestSupport", "Vocabulary",
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Tests/AuditTrial", swiftSettings: house),
    .executableTarget(
      name: "database-trial",
      dependencies: [
        "CPGQuery", "CPostgres", "Introspection", "Postgres", "Retrieval", "SQLSyntax", "SafeExecution", "TestSupport",
        "Vocabulary",
      ],
      path: "Tests/DatabaseTrial", exclude: ["catalog.sql", "floor.sql", "words.txt"], swiftSettings: house),
    tests("PostgresTests", ["Postgres", "TestSupport", "Vocabulary"]),
    tests("SQLSyntaxTests", ["SQLSyntax", "Vocabulary"]),
    tests(
      "SafeExecutionTests",
      ["SafeExecution", "Introspection", "SQLSyntax", "Postgres", "Mutating", "TestSupport", "Vocabulary"],
      exclude: ["Corpus"]),
    tests(
      "InterpretationTests",
      [
        "Auditing", "DoorTestSupport", "Generation", "GrammarReading", "Interpretation", "ModelTestSupport",
        "SafeExecution", "SQLSyntax", "Postgres", "Prompting", "Retrieval", "Tagging", "TestSupport", "Vocabulary",
      ]),
    tests(
      "TelemetryTests",
      ["Telemetry", "ModelTestSupport", .product(name: "Tracing", package: "swift-distributed-tracing")]),
    tests("ThreadsTests", ["Threads"]),
    tests("CurlTests", ["Curl", "ModelTestSupport", "Threads"]),
    tests("StorageTests", ["Storage", "TestSupport", "Vocabulary", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("IntrospectionTests", ["Introspection", "Postgres", "TestSupport", "Vocabulary"], exclude: ["Fixtures"]),
    tests("RetrievalTests", ["Retrieval", "Vocabulary"], exclude: ["mentions.txt"]),
    tests("TaggingTests", ["Tagging", "Retrieval", "Vocabulary"], exclude: ["cases.txt"]),
    tests(
      "PromptingTests", ["GrammarReading", "Prompting", "Tagging", "Vocabulary"],
      exclude: ["Golden", "injections.txt"]),
    tests(
      "PresentationTests", ["Presentation", "Postgres", "TestSupport", "Vocabulary"], exclude: ["queries.sql"]),
    tests(
      "EvaluationTests",
      ["Evaluation", "DoorTestSupport", "Auditing", "Interpretation", "TestSupport", "Vocabulary"]),
    tests(
      "ReviewingTests",
      [
        "Reviewing", "DoorTestSupport", "TestSupport", "Auditing", "Interpretation", "Tuning", "Prompting", "Storage",
        "Vocabulary",
      ]),
    tests("WatchingTests", ["Watching", "DoorTestSupport", "Auditing", "Reviewing", "Vocabulary"]),
    tests("DocumentationTests", []),
    tests(
      "HTTPServiceTests",
      [
        "HTTPService", "Access", "DoorTestSupport", "ModelTestSupport", "Reviewing", "Storage", "Auditing", "Curl",
        "TestSupport", "Vocabulary", "Yams", .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    tests(
      "REPLTests", ["REPL", "DoorTestSupport", "ModelTestSupport", "Auditing", "Reviewing", "Vocabulary", "dragoman"],
      exclude: ["Fixtures"]),
    tests(
      "ProgramTests",
      ["Curl", "DoorTestSupport", "ModelTestSupport", "Storage", "TestSupport", "Vocabulary", "dragoman"]),
    tests("GenerationTests", ["Generation", "Curl", "ModelTestSupport", "Vocabulary"]),
    tests(
      "AuditingTests",
      [
        "Auditing", "Storage", "Digests", "TestSupport", "Threads", "Vocabulary",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"]),
    tests(
      "TuningTests",
      [
        "Tuning", "Evaluation", "ModelTestSupport", "Tagging", "Retrieval", "Prompting", "SafeExecution", "SQLSyntax",
        "TestSupport", "Vocabulary",
      ], exclude: ["golden.txt"]),
  ]
)
