/// Which numbers of clusters the small-sample factor of two cluster columns is made of.
public enum TwoWayFactor: String, Sendable, Hashable, CaseIterable {
  /// A factor of its own for each of the three parts, from its number of clusters (Cameron, Gelbach and
  /// Miller 2011; R's `sandwich`).
  case each
  /// One factor for all parts, from the smaller number of clusters of the two columns (Stata's
  /// `ivreg2` and `reghdfe`, R's `fixest`).
  case smallest
}

/// What is done about few or uneven clusters.
public enum ClusterCorrection: String, Sendable, Hashable, CaseIterable {
  /// Nothing: Liang and Zeger (1986).
  case cr0 = "CR0"
  /// Everything times G / (G − 1).
  case cr1 = "CR1"
  /// Everything times G / (G − 1) · (n − 1) / (n − k), as Stata does.
  case cr1s = "CR1S"
  /// Residuals adjusted so that the estimate is unbiased under the working model: Bell and
  /// McCaffrey (2002), Pustejovsky and Tipton (2018).
  case cr2 = "CR2"
  /// Residuals adjusted by (I − H)⁻¹ within clusters: close to the jackknife.
  case cr3 = "CR3"

  /// Whether the correction is one factor for everything, so that it can be used for several
  /// clusterings at once.
  var isUniform: Bool { self != .cr2 && self != .cr3 }
}
