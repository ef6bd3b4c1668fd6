@_exported import Distributions
@_exported import Effects
@_exported import Families
@_exported import Formulas
@_exported import Inference
@_exported import LinearAlgebra
@_exported import MixedModels
@_exported import Modeling
@_exported import Models
@_exported import Regression
@_exported import Reporting
@_exported import SchoolStudy
@_exported import Tables

@_exported import enum Optimization.OptimizationError
