import Foundation
import PackagePlugin

/// Turns the text files that a target is made of into one Swift file, so that the program needs no folder beside it.
///
/// A target's text files are all files in its folder that are not Swift; two targets read a top-level folder instead,
/// because people look for prompts and migrations there.
@main
struct EmbedText: BuildToolPlugin {
  private static let topLevel = ["Prompting": "prompts", "Storage": "migrations"]

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder =
      (Self.topLevel[target.name].map { context.package.directoryURL.appending(path: $0) } ?? target.directoryURL)
      .resolvingSymlinksInPath()
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { !$0.hasSuffix(".swift") && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
      .map { folder.appending(path: $0) }
      .filter { !$0.hasDirectoryPath && (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) text files in \(target.name)",
        executable: try context.tool(named: "embed-text").url,
        arguments: [output.path, folder.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output])
    ]
  }
}
