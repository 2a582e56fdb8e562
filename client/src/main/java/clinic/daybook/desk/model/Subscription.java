package clinic.daybook.desk.model;

/** Something listened to, until closed. Closing twice does nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
