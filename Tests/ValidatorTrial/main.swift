import Foundation

// What the validator costs: `validator-trial CORPUS`, where CORPUS is Tests/SafeExecutionTests/Corpus. See scripts/bench.

guard let corpus = CommandLine.arguments.dropFirst().first else {
  print("validator-trial CORPUS")
  exit(2)
}
try await ValidatorTrial(corpus: URL(filePath: corpus)).run()
