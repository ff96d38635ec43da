package org.checkpointschedules.hipparchus;

import org.checkpointschedules.InvalidArgumentException;
import org.hipparchus.ode.ODEJacobiansProvider;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.ParametersController;

/// The transposed Jacobians of the right-hand side `f(t, y, p)` of an ODE, applied to a vector:
/// what an adjoint needs of the equations.
///
/// ```java
/// // y' = -p y, one parameter
/// var product = VectorJacobianProduct.of(1, (t, y, w, stateBar, parameterBar) -> {
///   stateBar[0] += -p * w[0];
///   parameterBar[0] += -y[0] * w[0];
/// });
/// ```
///
/// Called once for each stage of each step that the method uses, last to first, by the thread of
/// the run. A product by hand, or by a tool for automatic differentiation, costs about as much as
/// `f` itself; [#ofJacobians] builds matrices, and [#finiteDifferences] calls `f` twice for each
/// component and parameter.
///
/// **Danger:** a wrong product gives a wrong gradient without any error.
/// `org.checkpointschedules.run.TaylorTest` sees it.
@FunctionalInterface
public interface VectorJacobianProduct {

  /// Adds `(df/dy)' w` to `stateBar` and `(df/dp)' w` to `parameterBar`.
  ///
  /// @param t time of the stage
  /// @param y state of the stage, not to be changed or kept
  /// @param w as long as the state, not to be changed or kept
  /// @param stateBar as long as the state, to be added to
  /// @param parameterBar of [#parameters()] elements, to be added to
  void add(double t, double[] y, double[] w, double[] stateBar, double[] parameterBar);

  /// {@return the number of parameters with respect to which a gradient is wanted, 0 without this
  /// method}
  default int parameters() {
    return 0;
  }

  /// {@return what the product is, in words, for [OdeGradient#product()]}
  default String label() {
    return "vector-Jacobian product as given";
  }

  /// {@return a product with parameters}
  ///
  /// @param parameters their number, 0 or more
  /// @param product which adds to `parameterBar` of so many elements
  static VectorJacobianProduct of(int parameters, VectorJacobianProduct product) {
    return new Products.Given(parameters, product);
  }

  /// {@return the product with the matrices that a provider computes, at the cost of one evaluation
  /// of `f` and of all matrices for each call}
  ///
  /// @param provider of the derivatives with respect to the state and each parameter
  /// @param parameters the names of the parameters wanted, in the order of the gradient
  /// @throws InvalidArgumentException if the provider does not support a name
  static VectorJacobianProduct ofJacobians(ODEJacobiansProvider provider, String... parameters) {
    return new Products.OfJacobians(provider, parameters);
  }

  /// {@return the product by central differences, **approximate**, for a first try: relative errors
  /// of some 1e-10 for well-scaled equations, at the cost of two evaluations of `f` for each
  /// component of the state} The gradient says so in its [OdeGradient#product()].
  ///
  /// @param ode the equations, evaluated at states near the trajectory
  static VectorJacobianProduct finiteDifferences(OrdinaryDifferentialEquation ode) {
    return new Products.FiniteDifferences(ode, null, new String[0]);
  }

  /// The same, with the parameters that a controller sets, two more evaluations of `f` for each.
  ///
  /// @param ode the equations, evaluated at states near the trajectory
  /// @param controller sets the parameters of the equations, and gets back what they were
  /// @param parameters the names of the parameters wanted, in the order of the gradient
  /// @return the product
  /// @throws InvalidArgumentException if the controller does not support a name
  static VectorJacobianProduct finiteDifferences(
      OrdinaryDifferentialEquation ode, ParametersController controller, String... parameters) {
    return new Products.FiniteDifferences(ode, controller, parameters);
  }
}
