/// What `dragoman tune` is told.
struct TuneOptions: Sendable {
  /// For everything but the installation of PyTorch.
  var minutes: Double
  /// Pairs to invent; by the minutes when left out.
  var pairs: Int?
  /// Questions of people; drawn from the schema when left out.
  var suite: String?
  /// How many questions to draw.
  var questions: Int
  var seed: UInt64
  /// A model folder, a GGUF file or a checkpoint; the shelf's general model when left out.
  var base: String?
  /// The prompt profile: with the schema in it, the model stays near to the one that it started from.
  var profile: String
  var promotes: Bool
  var threads: Int

  /// As many pairs as so much training on two cores passes once or twice.
  var pairCount: Int { pairs ?? max(2_000, min(200_000, Int(minutes * 2_500))) }
}
