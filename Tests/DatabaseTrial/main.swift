import Foundation

// What it costs to judge statements and to read a catalog, each beside its floor, on a private server, and to find what a
// question names. See scripts/bench.

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("validator", 2): try await ValidatorTrial(corpus: URL(filePath: arguments[1])).run()
case ("introspection", 3):
  guard let tables = Int(arguments[2]), tables > 0 else { fallthrough }
  try await IntrospectionTrial(tables: tables, folder: URL(filePath: arguments[1])).run()
case ("linking", 3):
  guard let tables = Int(arguments[2]), tables > 0 else { fallthrough }
  try LinkingTrial(tables: tables, words: URL(filePath: arguments[1])).run()
case ("recall", 4...6):
  guard let tables = Int(arguments[2]), tables > 0 else { fallthrough }
  let misses = arguments.count > 4 ? URL(filePath: arguments[4]) : nil
  try await RecallTrial(
    tables: tables, words: URL(filePath: arguments[1]), data: URL(filePath: arguments[3]), misses: misses,
    ranks: arguments.count > 5 ? URL(filePath: arguments[5]) : nil
  )
  .run()
case ("values", 2...3):
  let misses = arguments.count > 2 ? URL(filePath: arguments[2]) : nil
  try await ValuesTrial(data: URL(filePath: arguments[1]), misses: misses).run()
default:
  print(
    """
    database-trial validator CORPUS                Tests/SafeExecutionTests/Corpus
    database-trial introspection FOLDER TABLES     Tests/DatabaseTrial
    database-trial linking WORDS TABLES            Tests/DatabaseTrial/words.txt
    database-trial values DATA [MISSES]
    database-trial recall WORDS TABLES DATA [MISSES [RANKS]]
    """)
  exit(2)
}
