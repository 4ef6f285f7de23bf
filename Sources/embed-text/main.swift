// embed-text OUTPUT FOLDER FILE…: writes `enum EmbeddedText { static let files: [path under FOLDER: text] }`.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  FileHandle.standardError.write(Data("usage: embed-text OUTPUT FOLDER FILE…\n".utf8))
  exit(64)
}
let folder = arguments[2] + "/"
var code =
  "/// Text files of this module, by their path under its folder; generated at build time.\nenum EmbeddedText {\n"
code += "  static let files: [String: String] = [\n"
for path in arguments.dropFirst(3) {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  // As many `#` as make sure that nothing in the text ends the literal.
  var fence = "#"
  while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
  let name = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  code += "    \"\(name)\": \(fence)\"\"\"\n\(text)\n\"\"\"\(fence),\n"
}
if arguments.count == 3 { code += "    :\n" }
code += "  ]\n}\n"
try code.write(toFile: arguments[1], atomically: true, encoding: .utf8)
