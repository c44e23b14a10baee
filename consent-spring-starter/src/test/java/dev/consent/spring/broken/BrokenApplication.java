package dev.consent.spring.broken;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class BrokenApplication {}
