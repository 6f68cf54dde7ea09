package cusp.model;

import cusp.model.Expression.Operation;
import cusp.model.FormulaCompiler.Step;
import cusp.model.FormulaProgram.Part;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes one part as the bytecode of a hidden class. Values live in local variables, which are
 * registers once compiled; only those with a slot go through the workspace to later parts.
 */
final class FormulaPartWriter {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final String NAME = "cusp/model/FormulaCode";
  private static final String OBJECT = Type.getInternalName(Object.class);
  private static final String RUN = "([D[D[D)V";

  private static final int THIS = 0;
  private static final int W = 1;
  private static final int WORKSPACE = 2;
  private static final int INTO = 3;
  private static final int FIRST_FREE = 4;

  private final FormulaCompiler compiler;
  private final Map<Expression, Integer> slots;
  private final Map<Expression, Integer> locals = new HashMap<>();
  private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private MethodVisitor code;

  FormulaPartWriter(FormulaCompiler compiler, Map<Expression, Integer> slots) {
    this.compiler = compiler;
    this.slots = slots;
    type.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        NAME,
        null,
        OBJECT,
        new String[] {Type.getInternalName(Part.class)});
    code = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitVarInsn(Opcodes.ALOAD, THIS);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    end();
    code = type.visitMethod(Opcodes.ACC_PUBLIC, "run", RUN, null, null);
  }

  Part write(List<Step> steps) {
    for (Step step : steps) {
      switch (step.target()) {
        case Step.COMPUTE -> compute(step.node());
        case Step.RETURNED -> store(WORKSPACE, FormulaProgram.RETURNED_SLOT, step.node());
        default -> store(INTO, step.target(), step.node());
      }
    }
    end();
    type.visitEnd();
    try {
      MethodHandles.Lookup hidden = LOOKUP.defineHiddenClass(type.toByteArray(), true);
      return (Part) hidden.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the generated code of a formula cannot be loaded", e);
    }
  }

  private void end() {
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void compute(Expression node) {
    compiler.operands(node).forEach(this::load);
    switch (node.operation) {
      case ADD -> code.visitInsn(Opcodes.DADD);
      case SUBTRACT -> code.visitInsn(Opcodes.DSUB);
      case MULTIPLY -> code.visitInsn(Opcodes.DMUL);
      case DIVIDE -> code.visitInsn(Opcodes.DDIV);
      case NEGATE -> code.visitInsn(Opcodes.DNEG);
      case POWER -> call("pow", "(DD)D");
      case COS, EXP, LOG, SIN, SQRT, TANH -> call(node.operation.symbol(), "(D)D");
      case CONSTANT, VARIABLE -> throw new IllegalStateException(node.operation + " takes no step");
    }
    code.visitVarInsn(Opcodes.DSTORE, newLocal(node));
    if (slots.containsKey(node)) {
      store(WORKSPACE, slots.get(node), node);
    }
  }

  private void call(String function, String descriptor) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, Type.getInternalName(Math.class), function, descriptor, false);
  }

  private void load(Expression node) {
    if (!node.varies) {
      code.visitLdcInsn(node.value);
    } else if (locals.containsKey(node)) {
      code.visitVarInsn(Opcodes.DLOAD, locals.get(node));
    } else {
      boolean variable = node.operation == Operation.VARIABLE;
      code.visitVarInsn(Opcodes.ALOAD, variable ? W : WORKSPACE);
      index(variable ? node.variable : slots.get(node));
      code.visitInsn(Opcodes.DALOAD);
      code.visitInsn(Opcodes.DUP2);
      code.visitVarInsn(Opcodes.DSTORE, newLocal(node));
    }
  }

  private void store(int array, int place, Expression node) {
    code.visitVarInsn(Opcodes.ALOAD, array);
    index(place);
    load(node);
    code.visitInsn(Opcodes.DASTORE);
  }

  private void index(int place) {
    if (place <= Short.MAX_VALUE) {
      code.visitIntInsn(Opcodes.SIPUSH, place);
    } else {
      code.visitLdcInsn(place);
    }
  }

  private int newLocal(Expression node) {
    int local = FIRST_FREE + 2 * locals.size();
    locals.put(node, local);
    return local;
  }
}
