/** Lines of the signs beside the pages' names, on a square of 16. */
export const iconPaths = {
  tasks: 'M3 4.5 4.2 5.7 6.4 3.2M3 10.5l1.2 1.2 2.2-2.5M8.5 4.5H13M8.5 11H13',
  claims: 'M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4',
  holds: 'M5.500 3v10M10.500 3v10',
  accounts: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 13.5c.4-2.6 2.3-4 5-4s4.6 1.4 5 4',
  checkIn: 'M3 4h10v9.5H3zM3 6.500h10M5.500 2.500V5M10.500 2.500V5M5.800 10l1.500 1.500 3-3.200',
  patients:
    'M5.500 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM2 13c.2-2.4 1.500-3.800 3.500-3.800S8.800 10.600 9 13M11 7.500a1.600 1.600 0 1 0 0-3.200M10.800 9.500c1.800 0 2.900 1.200 3.200 3.500',
  uploads: 'M8 10.5V3M5 5.5 8 2.8l3 2.7M3 10.5v2.8h10v-2.8',
  codes: 'M5.5 4.5 2.5 8l3 3.5M10.5 4.5l3 3.5-3 3.5M9 3.5 7 12.5',
  practice: 'M3 13.5v-7L8 3l5 3.5v7zM6.5 13.5v-4h3v4',
  audit:
    'M8 2.5 3.5 4v4c0 3 1.9 4.8 4.5 5.7 2.600-.9 4.500-2.700 4.500-5.700V4zM6 8l1.500 1.500L10.200 6.500',
  keys: 'M2 4.500h12v7H2zM4.500 7h.01M7 7h.01M9.500 7h.01M11.500 7h.01M5 9.500h6',
  leave: 'M6.500 3H3.500v10h3M9.500 5.500 12 8l-2.500 2.500M12 8H6',
} as const;

export type IconName = keyof typeof iconPaths;
