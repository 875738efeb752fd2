package dev.balancehistory.benchmark;

/** What a JVM takes to start and end with next to nothing to do. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
