package dev.parallax.recorder.where;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;

/** A compiled expression. Any thread. */
final class Expression implements Where.Question {

  private final CelAbstractSyntaxTree tree;
  private final Program program;

  private Expression(CelAbstractSyntaxTree tree, Program program) {
    this.tree = tree;
    this.program = program;
  }

  /**
   * @throws WhereException if it is no expression, or asks for what there is not
   */
  static Expression compile(String text) {
    try {
      CelAbstractSyntaxTree tree = Language.COMPILER.compile(text).getAst();
      return new Expression(tree, Language.RUNTIME.createProgram(tree));
    } catch (CelValidationException e) {
      throw Refusal.of(e, text);
    } catch (CelEvaluationException e) {
      throw new WhereException(String.valueOf(e.getMessage()), "");
    }
  }

  boolean asks(String variable) {
    return tree.getReferenceMap().values().stream()
        .map(CelReference::name)
        .anyMatch(variable::equals);
  }

  @Override
  public boolean holds(ExchangeView exchange) throws UnansweredException {
    try {
      if (program.eval(exchange) instanceof Boolean holds) {
        return holds;
      }
      throw new UnansweredException("the result is neither true nor false");
    } catch (CelEvaluationException e) {
      throw new UnansweredException(String.valueOf(e.getMessage()));
    }
  }
}
