import Foundation
import Mutating
import SQLSyntax
import SafeExecution
import Vocabulary

// Mutates the corpora for some seconds and watches hygiene, parser, walk and resolution: no crash, no statement that takes
// long, no position outside the text, no verdict that contradicts itself or changes.
//
//   fuzz CORPUS [seconds=20] [seed=1] [keep=FOLDER]
//
// CORPUS is Tests/SafeExecutionTests/Corpus. Inputs that brought something new go to the kept folder; one that failed is
// printed as base64. The status is 1 when one failed.

var options = ["seconds": "20", "seed": "1"]
let arguments = CommandLine.arguments.dropFirst()
for argument in arguments.dropFirst() {
  let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
  if parts.count == 2 { options[parts[0]] = parts[1] }
}
guard let corpus = arguments.first, let seconds = Double(options["seconds"] ?? ""),
  let seed = UInt64(options["seed"] ?? "")
else {
  print("fuzz CORPUS [seconds=20] [seed=1] [keep=FOLDER]")
  exit(2)
}
let kept = options["keep"].map { URL(filePath: $0) }

func run() async throws -> Bool {
  var fuzzer = try Fuzzer(corpus: URL(filePath: corpus), kept: kept, seed: seed)
  return try await fuzzer.run(for: .seconds(seconds))
}

exit(try await run() ? 0 : 1)
