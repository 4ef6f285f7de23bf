import Foundation
import Mutating
import SQLSyntax
import SafeExecution
import Vocabulary

// Mutates the corpora for some seconds and watches hygiene, parser, walk and resolution: no crash, no statement that takes
// long, no position outside the text, no verdict that contradicts itself or changes.
//
//   fuzz CORPUS [seconds=20] [seed=1] [keep=yes]
//
// CORPUS is Tests/SafeExecutionTests/Corpus. With keep=yes small inputs that met something new go to its kept.txt. One
// that failed is printed as base64, and the status is 1.

var options = ["seconds": "20", "seed": "1"]
let arguments = CommandLine.arguments.dropFirst()
for argument in arguments.dropFirst() {
  let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
  if parts.count == 2 { options[parts[0]] = parts[1] }
}
guard let corpus = arguments.first, let seconds = Double(options["seconds"] ?? ""),
  let seed = UInt64(options["seed"] ?? "")
else {
  print("fuzz CORPUS [seconds=20] [seed=1] [keep=yes]")
  exit(2)
}
let isKeeping = options["keep"] == "yes"

func run() async throws -> Bool {
  var fuzzer = try Fuzzer(corpus: URL(filePath: corpus), isKeeping: isKeeping, seed: seed)
  return try await fuzzer.run(for: .seconds(seconds))
}

exit(try await run() ? 0 : 1)
