/// A report as a value; written as one self-contained HTML page.
public struct ReportPage: Sendable, Equatable {
  /// The heading of the page.
  public var title: String
  /// A word of warning above everything else, such as "Synthetic data".
  public var banner: String?
  /// The first lines: what was found, in a sentence or two.
  public var lead: String
  /// The body.
  public var sections: [Section]
  /// What made the report and from what: version, options, seed, digest of the data.
  public var provenance: [Definition]
  /// The language of the text, as an IETF tag.
  public var language: String

  /// A part of a report under its own heading.
  public struct Section: Sendable, Equatable {
    /// The heading; also its entry in the contents.
    public var title: String
    /// What stands in it.
    public var blocks: [ReportBlock]

    /// A section.
    public init(_ title: String, _ blocks: [ReportBlock]) {
      self.title = title
      self.blocks = blocks
    }
  }

  /// A term and what it means or what its value is.
  public struct Definition: Sendable, Equatable {
    /// The term.
    public var term: String
    /// What it means.
    public var text: String

    /// A definition.
    public init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  /// A question, its answer in figures, and the sentence that the data support.
  public struct Finding: Sendable, Equatable {
    /// What was asked.
    public var question: String
    /// The estimate with its unit, such as "3.4 times".
    public var answer: String
    /// Its interval, such as "95% CI 2.70–4.30".
    public var interval: String?
    /// The published figure to lay beside it.
    public var published: String?
    /// What may be said.
    public var sentence: String

    /// A finding.
    public init(
      question: String, answer: String, interval: String? = nil, published: String? = nil,
      sentence: String
    ) {
      self.question = question
      self.answer = answer
      self.interval = interval
      self.published = published
      self.sentence = sentence
    }
  }

  /// A page.
  public init(
    title: String, banner: String? = nil, lead: String, sections: [Section] = [],
    provenance: [Definition] = [], language: String = "en"
  ) {
    self.title = title
    self.banner = banner
    self.lead = lead
    self.sections = sections
    self.provenance = provenance
    self.language = language
  }
}

/// A piece of a report.
public indirect enum ReportBlock: Sendable, Equatable {
  /// A heading within a section.
  case heading(String)
  /// A paragraph.
  case paragraph(String)
  /// Sentences as a list.
  case sentences([String])
  /// Findings as cards: the answers that a reader came for.
  case findings([ReportPage.Finding])
  /// A table.
  case table(ReportTable)
  /// A figure, what to read off it, and what stands in small print under it.
  case figure(Figure, caption: String, note: String = "")
  /// Terms and their meanings.
  case definitions([ReportPage.Definition])
  /// Text in which every character counts: a formula, a command.
  case code(String)
  /// Blocks that are folded away until asked for, and always printed.
  case details(String, [ReportBlock])
}
