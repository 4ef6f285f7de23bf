/// What happened over time: stacked bars, or lines with intervals.
struct TimePlot {
  enum Form { case bars, lines }

  struct Series {
    var name: String
    /// One a stretch of time; `nil` where there is nothing to say.
    var values: [Double?]
    /// Intervals around the values, where they have some.
    var intervals: [ClosedRange<Double>?] = []
  }

  var title: String
  var form: Form
  /// One a stretch of time.
  var labels: [String]
  var series: [Series]
  /// What a value is counted in, behind it in tips: `ms`, `%`.
  var unit = ""
  /// The axis ends here where the values have a natural end.
  var most: Double?

  private static let (width, height, left, right, top, bottom) = (400.0, 190.0, 38.0, 6.0, 8.0, 24.0)

  var svg: String {
    var svg = SVG(width: Self.width, height: Self.height)
    let axis = Axis(upTo: most ?? greatest)
    func y(_ value: Double) -> Double {
      Self.height - Self.bottom - (Self.height - Self.top - Self.bottom) * min(value, axis.top) / axis.top
    }
    for tick in axis.ticks {
      svg.line(Self.left, y(tick), Self.width - Self.right, y(tick), class: "grid")
      svg.text(Axis.short(tick), x: Self.left - 5, y: y(tick) + 4, anchor: "end")
    }
    let slot = (Self.width - Self.left - Self.right) / Double(max(1, labels.count))
    drawLabels(slot, into: &svg)
    switch form {
    case .bars: drawBars(slot, y, into: &svg)
    case .lines: drawLines(slot, y, into: &svg)
    }
    return svg.element(title: title)
  }

  private var greatest: Double {
    switch form {
    case .bars:
      labels.indices.map { index in series.reduce(0) { $0 + (value($1, index) ?? 0) } }.max() ?? 0
    case .lines: series.flatMap { $0.values.compactMap { $0 } + $0.intervals.compactMap { $0?.upperBound } }.max() ?? 0
    }
  }

  private func value(_ series: Series, _ index: Int) -> Double? {
    index < series.values.count ? series.values[index] : nil
  }

  /// As many labels as have room.
  private func drawLabels(_ slot: Double, into svg: inout SVG) {
    let every = max(1, Int((46 / slot).rounded(.up)))
    for (index, label) in labels.enumerated() where index % every == 0 {
      svg.text(label, x: Self.left + slot * (Double(index) + 0.5), y: Self.height - 8, anchor: "middle")
    }
  }

  private func drawBars(_ slot: Double, _ y: (Double) -> Double, into svg: inout SVG) {
    for index in labels.indices {
      var below = 0.0
      for (number, part) in series.enumerated() {
        guard let value = value(part, index), value > 0 else { continue }
        let (upper, lower) = (y(below + value), y(below))
        svg.rect(
          Self.left + slot * (Double(index) + 0.12), upper, slot * 0.76, lower - upper, class: "s\(number)",
          tip: "\(labels[index]): \(Axis.short(value))\(unit) \(part.name)")
        below += value
      }
    }
  }

  private func drawLines(_ slot: Double, _ y: (Double) -> Double, into svg: inout SVG) {
    for (number, part) in series.enumerated() {
      var stretch: [(x: Double, y: Double)] = []
      for index in labels.indices {
        let x = Self.left + slot * (Double(index) + 0.5)
        guard let value = value(part, index) else {
          svg.path(stretch, class: "l\(number)")
          stretch = []
          continue
        }
        if index < part.intervals.count, let interval = part.intervals[index] {
          svg.line(x, y(interval.lowerBound), x, y(interval.upperBound), class: "whisker")
        }
        stretch.append((x, y(value)))
        svg.dot(x, y(value), class: "s\(number)", tip: "\(labels[index]): \(Axis.short(value))\(unit) \(part.name)")
      }
      svg.path(stretch, class: "l\(number)")
    }
  }
}
