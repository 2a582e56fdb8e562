package clinic.daybook.simulation;

/**
 * One life of a process, from its start until it ends or dies. What belongs to a life that is over
 * is not run any more.
 */
final class Life {

    private final String name;
    private boolean over;

    Life(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean over() {
        return over;
    }

    void end() {
        over = true;
    }
}
