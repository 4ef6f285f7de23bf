internal import Interpretation
internal import Vocabulary

/// Weighs one question: all the times that it was asked, newest first.
struct QueueReasons {
  /// `nil` when there is nothing to decide.
  let item: QueueItem?

  init(_ records: [AuditRecord], _ rules: ReviewRules) {
    guard let newest = records.first else {
      item = nil
      return
    }
    let judged = records.lazy.map { (record: $0, standing: Standing($0, under: rules)) }
      .first { $0.standing.state != .open }
    let record =
      judged.map { $0.standing.isSettled && Self.isNews(newest, since: $0) ? newest : $0.record } ?? newest
    let standing = Standing(record, under: rules)
    var reasons = Self.feedback(records, since: judged?.standing.reviewedAt)
    if let judged, judged.standing.isSettled {
      if record == newest, newest != judged.record { reasons.append(Self.changed(judged.standing)) }
      // Settled, and nothing new was heard.
      guard !reasons.isEmpty else {
        item = nil
        return
      }
    }
    reasons += Self.waiting(standing) + Self.outcome(record) + Self.candidates(records, record)
    if records.count > 1 {
      let askers = Set(records.map(\.question.principal)).count
      reasons.append(
        ReviewReason(
          .frequent, min(4, Self.logarithm(records.count)),
          "Asked \(records.count) times by \(askers == 1 ? "one person" : "\(askers) people")."))
    }
    if reasons.isEmpty { reasons = [ReviewReason(.unreviewed, 0, "Nothing speaks against it, and nobody has looked.")] }
    item = QueueItem(
      record: record, standing: standing, timesAsked: records.count,
      askers: Set(records.map(\.question.principal)).sorted { $0.name < $1.name },
      reasons: reasons.sorted { $0.weight > $1.weight })
  }

  /// Whether the newest answer is a statement that nobody has judged.
  private static func isNews(_ newest: AuditRecord, since judged: (record: AuditRecord, standing: Standing)) -> Bool {
    guard newest.question.id != judged.record.question.id else { return false }
    let known = [judged.record.sql, judged.standing.sql] + judged.record.reviews.map(\.sql)
    return !known.contains(newest.sql)
  }

  private static func changed(_ standing: Standing) -> ReviewReason {
    ReviewReason(
      .changedAnswer, 3,
      standing.state == .approved
        ? "The answer is no longer the one that was approved." : "There is another answer since one was rejected.")
  }

  private static func feedback(_ records: [AuditRecord], since review: Moment?) -> [ReviewReason] {
    let heard = records.flatMap(\.feedback).filter { feedback in review.map { feedback.givenAt > $0 } ?? true }
    var reasons: [ReviewReason] = []
    let down = heard.filter { $0.thumb == .down }
    if let last = down.last {
      reasons.append(
        ReviewReason(
          .thumbsDown, 5 + logarithm(down.count),
          "Thumbs down by \(names(down.map(\.principal)))" + (last.comment.map { ": \($0)" } ?? ".")))
    }
    let up = heard.filter { $0.thumb == .up }
    // A question that is settled does not come back for praise.
    if !up.isEmpty, review == nil || !down.isEmpty {
      reasons.append(ReviewReason(.thumbsUp, 0.5, "Thumbs up by \(names(up.map(\.principal)))."))
    }
    return reasons
  }

  private static func waiting(_ standing: Standing) -> [ReviewReason] {
    switch standing.state {
    case .waiting:
      [ReviewReason(.secondVoice, 6, "\(names(standing.voices)) stands for it; another voice is needed.")]
    case .setAside:
      [ReviewReason(.setAside, 6, "Approved once; today's schema refuses it: \(standing.reason ?? "")")]
    case .open, .approved, .rejected: []
    }
  }

  private static func outcome(_ record: AuditRecord) -> [ReviewReason] {
    switch record.outcome {
    case .answered where record.answered?.rows == 0: [ReviewReason(.noRows, 2, "No row matched.")]
    case .declined where record.declined?.reason == .invalid:
      [ReviewReason(.refused, 2.5, "Every statement was refused, the last because: \(Self.refusal(record))")]
    case .declined: [ReviewReason(.unanswerable, 1.5, "The model said that the schema cannot answer.")]
    case .failed: [ReviewReason(.failed, 1, "It broke: \(record.failed?.code ?? "") \(record.failed?.message ?? "")")]
    case .answered, .unfinished: []
    }
  }

  private static func refusal(_ record: AuditRecord) -> String {
    record.workings.judgements.last { !$0.isAccepted }?.findings.first?.message ?? record.declined?.message ?? ""
  }

  private static func candidates(_ records: [AuditRecord], _ record: AuditRecord) -> [ReviewReason] {
    var reasons: [ReviewReason] = []
    if let confidence = record.confidence, confidence < 2 * Interpreter.doubt {
      reasons.append(
        ReviewReason(
          .lowConfidence, 3 * (1 - confidence), "The model's confidence was \(Int((confidence * 100).rounded())) %."))
    }
    let texts = Set(record.workings.candidates.map { QuestionKey.plain($0.text) })
    if texts.count > 1 {
      reasons.append(ReviewReason(.disagreement, 2, "The model wrote \(texts.count) different statements."))
    }
    let answers = Set(records.compactMap { $0.outcome == .answered ? $0.sql : nil })
    if answers.count > 1 {
      reasons.append(
        ReviewReason(.disagreement, 2, "At different times it was answered by \(answers.count) different statements."))
    }
    return reasons
  }

  private static func names(_ people: [Principal]) -> String {
    var seen: [String] = []
    for person in people where !seen.contains(person.name) { seen.append(person.name) }
    return seen.joined(separator: " and ")
  }

  /// Of base 2, in whole steps that need no library: 0 for 1, 1 for 2 and 3, 2 for 4 to 7.
  private static func logarithm(_ count: Int) -> Double {
    Double(Int.bitWidth - 1 - max(1, count).leadingZeroBitCount)
  }
}
