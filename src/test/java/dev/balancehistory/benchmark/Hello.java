package dev.balancehistory.benchmark;

/** A program that does next to nothing, to measure the start and the end of a JVM. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
