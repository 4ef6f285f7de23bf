package import Vocabulary
internal import Yams

/// How one kind of model wants to be asked: a folder under `prompts/` with a `profile.yaml` and Mustache templates.
///
/// A released profile is frozen; a change is a new folder with the next number.
package struct PromptProfile: Sendable, Codable, Hashable {
  /// How the request is made.
  package enum Form: String, Sendable, Codable { case completion, chat }

  /// What the prompt says of the schema.
  package enum SchemaStyle: String, Sendable, Codable {
    /// Nothing: the model was tuned on this schema and its tags are fixed.
    case fixedTags
    /// Tagged relations that retrieval found.
    case tags
    /// Relations and columns as the templates spell them.
    case listed
  }

  /// What a second turn is made of when every candidate was refused.
  package enum Repair: String, Sendable, Codable {
    /// The model cannot read findings: other candidates are drawn beside an answer that leaves doubt.
    case resample
    /// The findings are put into the prompt.
    case findings
  }

  /// The folder's name.
  package var name: String = ""
  package var title: String
  package var form: Form
  package var output: Prompt.Output
  package var schema: SchemaStyle
  package var repair: Repair
  package var stops: [String]
  /// Upper limit of the answer, in tokens.
  package var maxTokens: Int
  /// Upper limit of the prompt, in tokens; the schema part is cut to fit.
  package var tokenBudget: Int
  /// At most so many relations are shown.
  package var maxRelations: Int
  /// At most so many approved pairs are shown; none when `nil`.
  package var maxExamples: Int?

  private enum CodingKeys: String, CodingKey {
    case title, form, output, schema, repair, stops, maxTokens, tokenBudget, maxRelations, maxExamples
  }

  /// The profiles that are built in, by name.
  package static let builtIn: [String: PromptProfile] = {
    var profiles: [String: PromptProfile] = [:]
    for (path, text) in EmbeddedText.files where path.hasSuffix("/profile.yaml") {
      guard var profile = try? YAMLDecoder().decode(PromptProfile.self, from: text) else {
        preconditionFailure("prompts/\(path) is no prompt profile")
      }
      profile.name = String(path.dropLast("/profile.yaml".count))
      profiles[profile.name] = profile
    }
    return profiles
  }()

  /// The profile of that name.
  package static func named(_ name: String) throws(PromptingError) -> PromptProfile {
    guard let profile = builtIn[name] else {
      throw .unknownProfile(
        name, nearest: Suggestion.nearest(to: name, in: builtIn.keys.sorted()), all: builtIn.keys.sorted())
    }
    return profile
  }
}
