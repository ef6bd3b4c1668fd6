#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension LinearMixedFit {
  /// The deviance as the program HLM prints it, to compare output; nil where it is not known.
  ///
  /// HLM's is −2 log L but for a constant. By maximum likelihood it is lower by log 2π, once and
  /// not for each fixed effect: printed outputs of two-level models show it with one fixed effect
  /// (16251.380618 where −2 log L is 16253.218496) and with three (−2 · −7605.849 where it is
  /// 15213.5337). By restricted maximum likelihood a model with an intercept alone has no
  /// difference (47116.793475 and 47116.793484). That the same holds for other models of one
  /// grouping fitted by maximum likelihood is inferred from these; with predictors under REML, with
  /// weights, or with more groupings, nothing is claimed.
  public var hlmDeviance: Double? {
    guard randomEffects.blocks.count == 1, frame.weights == nil else { return nil }
    switch estimation {
    case .ml: return criterion - log(2 * Double.pi)
    case .reml: return coefficients.names == ["(Intercept)"] ? criterion : nil
    }
  }
}
